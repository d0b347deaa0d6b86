import { describe, expect, it } from 'vitest';
import { allZones, cityOf, clockOf, deviceZone, findZones, regionOf } from './zones.ts';

const zones = allZones();

describe('time zones', () => {
  it.each([
    ['berl', 'Europe/Berlin'],
    ['buenos aires', /Buenos_Aires$/],
    ['  New-York', 'America/New_York'],
    ['são paulo', 'America/Sao_Paulo'],
    ['utc', 'UTC'],
    ['kolkata', /^Asia\/(?:Kolkata|Calcutta)$/],
    ['Calcutta', /^Asia\/(?:Kolkata|Calcutta)$/],
    ['kyiv', /^Europe\/(?:Kyiv|Kiev)$/],
    ['ho chi', /^Asia\/(?:Ho_Chi_Minh|Saigon)$/],
  ])('are found by %s', (query, zone) => expect(findZones(zones, query)[0]).toMatch(zone));

  it('are found by their region as well, after the cities', () => {
    expect(findZones(['Europe/Berlin', 'Asia/Europolis', 'Asia/Tokyo'], 'euro')).toEqual([
      'Asia/Europolis',
      'Europe/Berlin',
    ]);
  });

  it('are all there when nothing is asked, and none where none is called so', () => {
    expect(findZones(zones, ' ')).toHaveLength(zones.length);
    expect(findZones(zones, 'xyzzy')).toEqual([]);
    expect(zones).toContain('UTC');
  });

  it('are told as people know them', () => {
    expect([cityOf('America/Argentina/Buenos_Aires'), regionOf('America/Argentina/Buenos_Aires')]).toEqual([
      'Buenos Aires',
      'America, Argentina',
    ]);
    expect([cityOf('UTC'), regionOf('UTC')]).toEqual(['UTC', '']);
    expect(cityOf('Asia/Calcutta')).toBe('Kolkata');
    expect(clockOf('Asia/Kolkata', Date.parse('2027-03-11T12:00:00Z'))).toEqual({
      offset: 'UTC+5:30',
      time: '17:30',
    });
    expect(() => clockOf(deviceZone(), 0)).not.toThrow();
  });
});
