// What the words of time in a text say together. Every one of them is used, and none says anything twice, or they say
// nothing: a time that is half understood is a wrong time.
import type { Meaning, Part, Token, Unit } from './token.ts';

export interface Clock {
  hour: number;
  minute: number;
  /** Only one half of the day can be meant. */
  certain: boolean;
  /** The hour was named by its half: half eight may be 7:30 or 8:30. */
  unsure?: true;
}

export type Day =
  | { kind: 'offset'; days: number }
  | { kind: 'weekday'; weekday: number; which: 'coming' | 'this' | 'next' | 'nextWeek' }
  | { kind: 'nextWeek' }
  | { kind: 'dayOfMonth'; day: number }
  | { kind: 'endOfMonth' }
  | { kind: 'date'; day: number; month: number; year?: number; unsure?: true }
  | { kind: 'later'; value: number; unit: Unit };

export type Repeat =
  | { kind: 'units'; interval: number; unit: Unit }
  | { kind: 'weekdays'; interval: number; weekdays: number[] }
  | { kind: 'inMonth'; position: number; weekday: number };

export interface Parts {
  /** Minutes and hours from now. */
  elapsedMs?: number;
  day?: Day;
  clock?: Clock;
  part?: Part;
  repeat?: Repeat;
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000 };

/** One run of words; undefined where they say nothing together, or something twice. */
export const partsOf = (tokens: readonly Token[]): Parts | undefined => {
  const meanings = tokens.map(({ meaning }) => meaning);
  const parts: Parts = {};
  let index = 0;
  while (index < meanings.length) {
    const read = readers.map((reader) => reader(meanings.slice(index))).find((found) => found !== undefined);
    if (!read) return undefined;
    const [taken, found] = read;
    if (Object.keys(found).some((name) => name in parts)) return undefined;
    Object.assign(parts, found);
    index += taken;
  }
  return parts;
};

type Read = readonly [taken: number, found: Parts] | undefined;
type Reader = (rest: Meaning[]) => Read;

const is = <K extends Meaning['kind']>(
  meaning: Meaning | undefined,
  kind: K,
): meaning is Meaning & { kind: K } => meaning?.kind === kind;

/** In the order in which they are tried. */
const readers: Reader[] = [
  (rest) => readRepeat(rest),
  (rest) => readRelative(rest),
  (rest) => readClock(rest),
  (rest) => readDay(rest),
  ([first]) => (is(first, 'part') ? [1, { part: first.part }] : undefined),
  ([first]) => (is(first, 'joint') ? [1, {}] : undefined),
];

const readRelative: Reader = (rest) => {
  const begins = is(rest[0], 'in');
  const behind = begins ? rest.slice(1) : rest;
  const duration = withMinutes(behind);
  if (!duration) return undefined;
  const ends = is(behind[duration.taken], 'fromNow');
  if (!begins && !ends) return undefined;
  const taken = duration.taken + (begins ? 1 : 0) + (ends ? 1 : 0);
  return [taken, later(duration.value, duration.unit)];
};

const durationOf = ([first, second]: Meaning[]): { taken: number; value: number; unit: Unit } | undefined => {
  if (is(first, 'duration')) return { taken: 1, value: first.value, unit: first.unit };
  return is(first, 'number') && is(second, 'unit')
    ? { taken: 2, value: first.value, unit: second.unit }
    : undefined;
};

/** 2 hours and 30 minutes. */
const withMinutes = (rest: Meaning[]): ReturnType<typeof durationOf> => {
  const hours = durationOf(rest);
  if (hours?.unit !== 'hour') return hours;
  const joint = is(rest[hours.taken], 'joint') ? 1 : 0;
  const minutes = durationOf(rest.slice(hours.taken + joint));
  return minutes?.unit === 'minute'
    ? { taken: hours.taken + joint + minutes.taken, value: hours.value * 60 + minutes.value, unit: 'minute' }
    : hours;
};

const later = (value: number, unit: Unit): Parts =>
  unit === 'minute' || unit === 'hour'
    ? { elapsedMs: value * UNIT_MS[unit] }
    : { day: { kind: 'later', value, unit } };

const readClock: Reader = (rest) => {
  const named = is(rest[0], 'at');
  const [first, second] = named ? rest.slice(1) : rest;
  const taken = named ? 1 : 0;
  if (is(first, 'clock'))
    return [taken + 1, { clock: { hour: first.hour, minute: first.minute, certain: first.certain } }];
  if (is(first, 'minutes') && is(second, 'number') && second.value >= 1 && second.value <= 12) {
    const minutes = second.value * 60 + first.minutes;
    const clock = { hour: Math.floor(minutes / 60) % 12, minute: ((minutes % 60) + 60) % 60, certain: false };
    return [
      taken + 2,
      {
        clock: {
          ...clock,
          hour: clock.hour === 0 ? 12 : clock.hour,
          ...(first.unsure && { unsure: true as const }),
        },
      },
    ];
  }
  if (!is(first, 'number')) return undefined;
  // A number alone is an hour only where "at" or a part of the day says so.
  if (!named && !is(second, 'part')) return undefined;
  if (named && first.value >= 100) {
    const [hour, minute] = [Math.floor(first.value / 100), first.value % 100];
    return hour < 24 && minute < 60 ? [taken + 1, { clock: { hour, minute, certain: true } }] : undefined;
  }
  return first.value < 24
    ? [taken + 1, { clock: { hour: first.value, minute: 0, certain: first.value > 12 || first.value === 0 } }]
    : undefined;
};

const readDay: Reader = (rest) => {
  const [first, second, third] = rest;
  if (is(first, 'day')) return [1, { day: { kind: 'offset', days: first.offset } }];
  if (is(first, 'date')) {
    const { kind: _kind, ...date } = first;
    return [1, { day: { kind: 'date', ...date } }];
  }
  if (is(first, 'endOfMonth')) return [1, { day: { kind: 'endOfMonth' } }];
  const week = readWeek(rest);
  if (week) return week;
  if (is(first, 'weekday') && !first.each) {
    // "lundi prochain": the word stands behind.
    if (is(second, 'next') && !is(third, 'week')) return [2, weekday(first.weekday, 'next')];
    return [1, weekday(first.weekday, 'coming')];
  }
  const day = is(first, 'ordinal') || is(first, 'number') ? first.value : undefined;
  if (day !== undefined && day >= 1 && day <= 31) {
    const joints = is(second, 'joint') ? 1 : 0;
    const month = rest[1 + joints];
    if (is(month, 'month')) return withYear(2 + joints, { day, month: month.month }, rest);
    if (is(first, 'ordinal')) return [1, { day: { kind: 'dayOfMonth', day } }];
  }
  const isDay = is(second, 'ordinal') || is(second, 'number');
  return is(first, 'month') && isDay && second.value >= 1 && second.value <= 31
    ? withYear(2, { day: second.value, month: first.month }, rest)
    : undefined;
};

/** 1 April 2028, 25 de dezembro de 2027. */
const withYear = (taken: number, date: { day: number; month: number }, rest: Meaning[]): Read => {
  const joints = is(rest[taken], 'joint') ? 1 : 0;
  const year = rest[taken + joints];
  return is(year, 'number') && year.value >= 2000 && year.value < 2200
    ? [taken + joints + 1, { day: { kind: 'date', ...date, year: year.value } }]
    : [taken, { day: { kind: 'date', ...date } }];
};

const weekday = (day: number, which: 'coming' | 'this' | 'next' | 'nextWeek'): Parts => ({
  day: { kind: 'weekday', weekday: day, which },
});

/** `next week`, alone or with a weekday on either side; `next Friday`, `this Friday`. */
const readWeek: Reader = ([first, second, third, fourth]) => {
  const behind = is(first, 'weekday') && (is(second, 'joint') ? 1 : 0);
  if (is(first, 'weekday') && behind !== false) {
    const [one, other] = behind === 1 ? [third, fourth] : [second, third];
    return isNextWeek(one, other) ? [3 + behind, weekday(first.weekday, 'nextWeek')] : undefined;
  }
  if (isNextWeek(first, second)) {
    if (is(third, 'weekday')) return [3, weekday(third.weekday, 'nextWeek')];
    return is(third, 'joint') && is(fourth, 'weekday')
      ? [4, weekday(fourth.weekday, 'nextWeek')]
      : [2, { day: { kind: 'nextWeek' } }];
  }
  if (is(first, 'next') && is(second, 'weekday')) return [2, weekday(second.weekday, 'next')];
  return is(first, 'this') && is(second, 'weekday') ? [2, weekday(second.weekday, 'this')] : undefined;
};

const isNextWeek = (first: Meaning | undefined, second: Meaning | undefined): boolean =>
  (is(first, 'next') && isWeek(second)) || (isWeek(first) && is(second, 'next'));

const isWeek = (meaning: Meaning | undefined): boolean =>
  is(meaning, 'week') || (is(meaning, 'unit') && meaning.unit === 'week');

const readRepeat: Reader = (rest) => {
  const [first, second] = rest;
  if (is(first, 'repeat'))
    return [1, { repeat: { kind: 'units', interval: 1, unit: UNIT_OF[first.frequency] } }];
  if (is(first, 'workday')) return [1, repeatOn(1, WORKDAYS)];
  if (is(first, 'weekday') && first.each) return readWeekdays(rest, 0, 1);
  if (is(first, 'last') && is(second, 'weekday') && is(rest[2], 'ofMonth'))
    return [3, { repeat: { kind: 'inMonth', position: -1, weekday: second.weekday } }];
  if (!is(first, 'every')) return undefined;
  if (is(second, 'workday')) return [2, repeatOn(first.interval, WORKDAYS)];
  if (is(second, 'part'))
    return [2, { part: second.part, repeat: { kind: 'units', interval: first.interval, unit: 'day' } }];
  if (is(second, 'weekday')) return readWeekdays(rest, 1, first.interval);
  if (is(second, 'unit'))
    return [2, { repeat: { kind: 'units', interval: first.interval, unit: second.unit } }];
  const duration = durationOf(rest.slice(1));
  return duration && Number.isInteger(duration.value)
    ? [
        1 + duration.taken,
        { repeat: { kind: 'units', interval: duration.value * first.interval, unit: duration.unit } },
      ]
    : undefined;
};

const UNIT_OF = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' } as const;
const WORKDAYS = [1, 2, 3, 4, 5];

const repeatOn = (interval: number, weekdays: number[]): Parts => ({
  repeat: { kind: 'weekdays', interval, weekdays },
});

/** Monday, Tuesday and Friday. */
const readWeekdays = (rest: Meaning[], from: number, interval: number): Read => {
  const weekdays: number[] = [];
  let taken = from;
  for (let index = from; index < rest.length; index += 1) {
    const meaning = rest[index];
    if (is(meaning, 'joint')) continue;
    if (!is(meaning, 'weekday')) break;
    weekdays.push(meaning.weekday);
    taken = index + 1;
  }
  return [taken, repeatOn(interval, [...new Set(weekdays)].sort())];
};
