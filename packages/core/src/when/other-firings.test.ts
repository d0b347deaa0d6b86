import { describe, expect, test } from 'vitest';
import { instantOf } from './local-time.ts';
import { firingMovedTo, newestFiring } from './other-firings.ts';
import type { Schedule } from './schedule.ts';

const BERLIN = 'Europe/Berlin';
const at = (local: string, zone = BERLIN): number => instantOf(local, zone);
const daily = (time: string, more = {}): Schedule => ({
  kind: 'rule',
  zone: 'follow',
  rule: { frequency: 'daily', interval: 1, start: `2027-01-01T${time}`, ...more },
});

describe('the newest firing that is over', () => {
  test.each<[string, Schedule, string, string, string]>([
    ['after an hour is the one that was due', daily('09:00'), '03-26T09:00', '03-26T10:00', '03-26T09:00'],
    ['after days is the last of them', daily('09:00'), '03-20T09:00', '03-28T09:00', '03-28T09:00'],
    ['keeps the clock on the wall', daily('02:30'), '03-20T02:30', '03-28T05:00', '03-28T03:30'],
    [
      'of a rule that has ended is its last',
      daily('09:00', { until: '2027-03-05T09:00' }),
      '03-01T09:00',
      '03-28T05:00',
      '03-05T09:00',
    ],
    [
      'of one that comes once is that one',
      { kind: 'wall', local: '2027-03-01T09:00', zone: 'follow' },
      '03-01T09:00',
      '03-20T09:00',
      '03-01T09:00',
    ],
  ])('%s', (_, schedule, due, now, expected) => {
    const newest = newestFiring({ schedule }, BERLIN, at(`2027-${due}`), at(`2027-${now}`));
    expect(newest).toBe(at(`2027-${expected}`));
  });

  test('is found soon among a hundred thousand', () => {
    const everyMs = 600_000;
    const schedule: Schedule = {
      kind: 'rule',
      zone: 'UTC',
      rule: { frequency: 'elapsed', everyMs, startMs: 0 },
    };
    expect(newestFiring({ schedule }, 'UTC', 0, 100_000 * everyMs + 1)).toBe(100_000 * everyMs);
  });
});

describe('what other time zone data moved', () => {
  test('rings when the clock on the wall shows its time', () => {
    const schedule: Schedule = { kind: 'wall', local: '2027-01-15T12:00', zone: 'America/Vancouver' };
    const right = at('2027-01-15T12:00', 'America/Vancouver');
    for (const off of [-3_600_000, 0, 3_600_000])
      expect(firingMovedTo({ schedule }, 'UTC', right + off)).toBe(right);
  });

  test('is the nearest of a rule, or of a time and its lead', () => {
    const hour = 3_600_000;
    const due = at('2027-03-11T09:00');
    expect(firingMovedTo({ schedule: daily('09:00') }, BERLIN, due + hour)).toBe(due);
    const item = { schedule: daily('09:00'), leadMs: 600_000 };
    expect(firingMovedTo(item, BERLIN, due - 600_000 - hour)).toBe(due - 600_000);
  });

  test('stays where no clock on the wall is asked, or nothing comes near', () => {
    const elapsed: Schedule = {
      kind: 'rule',
      zone: 'follow',
      rule: { frequency: 'elapsed', everyMs: 600_000, startMs: 0 },
    };
    const ended = daily('09:00', { until: '2027-02-01T09:00' });
    for (const schedule of [elapsed, ended, { kind: 'instant', atMs: 5 } as const, undefined])
      expect(firingMovedTo({ ...(schedule && { schedule }) }, BERLIN, at('2027-03-11T09:00'))).toBe(
        at('2027-03-11T09:00'),
      );
  });
});
