import { expect, test } from 'vitest';
import { cityOf, findZone, placeNames, zonesByOffset } from './find-zone.ts';
import { isZone, zoneNames } from './zone.ts';

test.each([
  ['Berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['Kolkata', 'Asia/Kolkata'],
  ['Calcutta', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['europe/berlin', 'Europe/Berlin'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['Munich, Germany', 'Europe/Berlin'],
  ['München', 'Europe/Berlin'],
  ['Kiev', 'Europe/Kyiv'],
  ['Москва', 'Europe/Moscow'],
  ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
  ['Indiana/Knox', undefined],
  ['Knox', 'America/Indiana/Knox'],
  ['utc', 'UTC'],
  ['UTC', 'UTC'],
  ['Nowhere', undefined],
  ['', undefined],
])('%s', (typed, zone) => {
  expect(findZone(typed)).toEqual(zone === undefined ? undefined : { zone });
});

test.each(['EST', '+02:00', 'UTC+2', 'GMT', 'cest', '-5', 'PDT'])('%s names no place', (typed) => {
  expect(findZone(typed)).toBe('offset');
});

test('every name leads to a zone that is kept', () => {
  expect(placeNames().length).toBeGreaterThan(700);
  const wrong = placeNames().filter((name) => {
    const zone = findZone(name);
    return zone === undefined || zone === 'offset' || !isZone(zone.zone);
  });
  // Some names are abbreviations elsewhere, and mean the place here.
  expect(wrong).toEqual([]);
  for (const name of zoneNames()) expect(findZone(name)).toHaveProperty('zone');
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});

test('zones stand with those whose clocks show the same, the well-known first', () => {
  const winter = zonesByOffset(Date.parse('2027-01-15T12:00Z'));
  expect(winter.map(({ minutes }) => minutes)).toEqual(
    winter.map(({ minutes }) => minutes).toSorted((a, b) => a - b),
  );
  const zonesAt = (minutes: number) => winter.find((group) => group.minutes === minutes)?.zones ?? [];
  expect(zonesAt(60).slice(0, 3)).toEqual(['Africa/Lagos', 'Europe/Berlin', 'Europe/Paris']);
  expect(zonesAt(330)).toEqual(['Asia/Kolkata', 'Asia/Colombo']);
  expect(winter.flatMap(({ zones }) => zones)).toHaveLength(zoneNames().size);
});
