import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, test } from 'vitest';
import { instantOf, localOf, occursOn } from './local-time.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { toRRule } from './rrule.ts';
import type { CalendarRule, Rule } from './rule.ts';

const at = (text: string) => Date.parse(text);

/** The first occurrences, as the clock on the wall shows them. */
const first = (rule: Rule, zone: string, count = 4, after = '1970-01-01T00:00Z'): string[] => {
  const found: string[] = [];
  for (let afterMs = at(after); found.length < count; ) {
    const next = nextOccurrence(rule, zone, afterMs);
    if (next === undefined) return found;
    found.push(localOf(next, zone));
    afterMs = next;
  }
  return found;
};

const daily = (start: string, more: object = {}): CalendarRule => ({
  frequency: 'daily',
  interval: 1,
  start,
  ...more,
});
const monthly = (start: string, more: object = {}): CalendarRule => ({
  ...daily(start, more),
  frequency: 'monthly',
});

describe('by the calendar', () => {
  test.each<[string, CalendarRule, string[]]>([
    [
      'every third day',
      daily('2027-03-01T09:00', { interval: 3 }),
      ['2027-03-01T09:00', '2027-03-04T09:00', '2027-03-07T09:00'],
    ],
    [
      'weekdays',
      { ...daily('2027-03-05T09:00'), frequency: 'weekly', weekdays: [1, 2, 3, 4, 5] },
      ['2027-03-05T09:00', '2027-03-08T09:00', '2027-03-09T09:00'],
    ],
    [
      'every other Tuesday',
      { ...daily('2027-03-11T10:00'), frequency: 'weekly', interval: 2, weekdays: [2] },
      ['2027-03-23T10:00', '2027-04-06T10:00', '2027-04-20T10:00'],
    ],
    ['the 31st', monthly('2027-01-31T08:00'), ['2027-01-31T08:00', '2027-03-31T08:00', '2027-05-31T08:00']],
    [
      'the last day',
      monthly('2027-01-31T08:00', { monthDays: [-1] }),
      ['2027-01-31T08:00', '2027-02-28T08:00', '2027-03-31T08:00'],
    ],
    [
      'the last Friday',
      monthly('2027-01-01T17:00', { weekdays: [5], position: -1 }),
      ['2027-01-29T17:00', '2027-02-26T17:00', '2027-03-26T17:00'],
    ],
    [
      'the last working day',
      monthly('2027-01-01T17:00', { weekdays: [1, 2, 3, 4, 5], position: -1 }),
      ['2027-01-29T17:00', '2027-02-26T17:00', '2027-03-31T17:00'],
    ],
    [
      'Friday the 13th',
      monthly('2026-01-01T09:00', { weekdays: [5], monthDays: [13] }),
      ['2026-02-13T09:00', '2026-03-13T09:00', '2026-11-13T09:00'],
    ],
    [
      '29 February',
      { ...daily('2024-02-29T09:00'), frequency: 'yearly' },
      ['2024-02-29T09:00', '2028-02-29T09:00', '2032-02-29T09:00'],
    ],
    [
      'twice a year',
      { ...daily('2027-01-15T09:00'), frequency: 'yearly', months: [7, 1] },
      ['2027-01-15T09:00', '2027-07-15T09:00', '2028-01-15T09:00'],
    ],
    [
      'up to a time',
      daily('2027-03-01T09:00', { until: '2027-03-02T09:00' }),
      ['2027-03-01T09:00', '2027-03-02T09:00'],
    ],
    [
      'three times, one of them left out',
      daily('2027-03-01T09:00', { count: 3, except: ['2027-03-02T09:00'] }),
      ['2027-03-01T09:00', '2027-03-03T09:00'],
    ],
    ['30 February', { ...daily('2027-02-01T09:00'), frequency: 'yearly', monthDays: [30] }, []],
    ['Mondays among every seventh Tuesday', daily('2027-03-02T09:00', { interval: 7, weekdays: [1] }), []],
    [
      'to the end of time',
      { ...daily('9998-12-31T09:00'), frequency: 'yearly' },
      ['9998-12-31T09:00', '9999-12-31T09:00'],
    ],
  ])('%s', (_, rule, expected) => {
    expect(first(rule, 'Europe/Berlin', 3)).toEqual(expected);
  });

  test('a time that the clocks skip comes an hour later, and one that they show twice comes once', () => {
    const before = '2027-03-13T12:00Z';
    expect(first(daily('2027-01-01T02:30'), 'America/New_York', 2, before)).toEqual([
      '2027-03-14T03:30',
      '2027-03-15T02:30',
    ]);
    const autumn = first(daily('2027-01-01T01:30'), 'America/New_York', 2, '2027-11-07T00:00Z');
    expect(autumn).toEqual(['2027-11-07T01:30', '2027-11-08T01:30']);
    expect(nextOccurrence(daily('2027-01-01T01:30'), 'America/New_York', at('2027-11-07T00:00Z'))).toBe(
      at('2027-11-07T05:30Z'),
    );
  });

  test('half an hour is skipped on Lord Howe', () => {
    expect(first(daily('2026-01-01T02:15'), 'Australia/Lord_Howe', 1, '2026-10-03T00:00Z')).toEqual([
      '2026-10-04T02:45',
    ]);
    expect(occursOn('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('skipped');
    expect(occursOn('2027-04-04T01:45', 'Australia/Lord_Howe')).toBe('twice');
    expect(occursOn('2027-04-04T12:00', 'Australia/Lord_Howe')).toBe('once');
  });
});

describe('by elapsed time', () => {
  const rule: Rule = { frequency: 'elapsed', everyMs: 3 * 3_600_000, startMs: at('2027-03-13T22:00Z') };

  test('hours elapse, whatever the clocks do', () => {
    expect(first(rule, 'America/New_York', 4)).toEqual([
      '2027-03-13T17:00',
      '2027-03-13T20:00',
      '2027-03-13T23:00',
      '2027-03-14T03:00',
    ]);
  });

  test('it ends by time or by number', () => {
    expect(first({ ...rule, count: 2 }, 'UTC')).toHaveLength(2);
    expect(first({ ...rule, untilMs: rule.startMs + rule.everyMs }, 'UTC')).toHaveLength(2);
  });
});

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];

const anyRule = (): fc.Arbitrary<CalendarRule> => {
  const weekdays = fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
    .map((days) => days.sort());
  const monthDays = fc.uniqueArray(fc.constantFrom(1, 5, 13, 28, 29, 30, 31, -1, -2), {
    minLength: 1,
    maxLength: 3,
  });
  const position = fc.constantFrom(1, 2, 3, 4, 5, -1, -2);
  const base = fc.record({
    interval: fc.integer({ min: 1, max: 5 }),
    start: fc
      .record({ day: fc.integer({ min: 0, max: 1_500 }), minute: fc.integer({ min: 0, max: 1_439 }) })
      .map(({ day, minute }) =>
        new Date(Date.UTC(2026, 0, 1) + day * 86_400_000 + minute * 60_000).toISOString().slice(0, 16),
      ),
    end: fc.oneof(fc.constant({}), fc.record({ count: fc.integer({ min: 1, max: 30 }) })),
  });
  const kind = fc.oneof(
    fc.constant({ frequency: 'daily' as const }),
    fc.record({ frequency: fc.constant('weekly' as const), weekdays }),
    fc.record({ frequency: fc.constant('monthly' as const), monthDays }),
    fc.record({ frequency: fc.constant('monthly' as const), weekdays, position }),
    fc.record({ frequency: fc.constant('monthly' as const), weekdays, monthDays }),
    fc.record({
      frequency: fc.constant('yearly' as const),
      months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
      monthDays,
    }),
  );
  return fc.tuple(base, kind).map(([{ end, ...rest }, by]) => ({ ...rest, ...by, ...end }));
};

/** Of another engine, which refuses what never comes. */
const expectedOf = (rule: CalendarRule): string[] => {
  const rruleString = `DTSTART:${rule.start.replace(/[-:]/g, '')}00Z\nRRULE:${toRRule(rule)}`;
  const found: string[] = [];
  try {
    new RRuleTemporal({ rruleString, maxIterations: 20_000 }).all((date, index) => {
      found.push(date.toPlainDateTime().toString({ smallestUnit: 'minute' }));
      return index < 3;
    });
  } catch (error) {
    if (!/Maximum iterations/.test(String(error))) throw error;
  }
  return found.slice(0, 3);
};

test('3,000 rules come as another engine says that they come', () => {
  const property = fc.property(anyRule(), fc.constantFrom(...ZONES), (rule, zone) => {
    const onTheClock = (local: string) => localOf(instantOf(local, zone), zone);
    expect(first(rule, zone, 3)).toEqual(expectedOf(rule).map(onTheClock));
  });
  fc.assert(property, { numRuns: 3_000 });
});
