// What the words of time in a text say together. Every one of them is used, and none says anything twice, or they say
// nothing: a time that is half understood is a wrong time.
import { readClock } from './read/read-clock.ts';
import { readDay } from './read/read-day.ts';
import { readRelative } from './read/read-length.ts';
import { readRepeat } from './read/read-repeat.ts';
import { is, type Reader } from './read/reader.ts';
import type { Part, Token, Unit } from './token.ts';

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
  /** `weekday`: it was named beside, and must be that day's. */
  | { kind: 'dayOfMonth'; day: number; weekday?: number }
  | { kind: 'endOfMonth' }
  | { kind: 'nthWeekday'; position: number; weekdays: number[] }
  | { kind: 'date'; day: number; month: number; year?: number; unsure?: true; weekday?: number }
  | { kind: 'later'; value: number; unit: Unit };

export type Repeat =
  | { kind: 'units'; interval: number; unit: Unit }
  | { kind: 'weekdays'; interval: number; weekdays: number[] };

export interface Parts {
  /** Seconds, minutes and hours from now, or from the day that is so many days from now. */
  elapsedMs?: number;
  day?: Day;
  clock?: Clock;
  part?: Part;
  repeat?: Repeat;
}

/** One run of words; undefined where they say nothing together, or something twice. */
export const partsOf = (tokens: readonly Token[]): Parts | undefined => {
  const parts: Parts = {};
  let rest = tokens.map(({ meaning }) => meaning);
  while (rest.length > 0) {
    const read = readNext(rest);
    if (!read) return undefined;
    const [taken, found] = read;
    const day = dayOf(parts.day, found.day);
    if (day === 'both' || Object.keys(found).some((name) => name !== 'day' && name in parts))
      return undefined;
    Object.assign(parts, found, day && { day });
    rest = rest.slice(taken);
  }
  return parts;
};

/** A date may be named with its weekday: Friday the 19th. */
const dayOf = (one: Day | undefined, other: Day | undefined): Day | 'both' | undefined => {
  if (!one || !other) return one ?? other;
  const [named, date] = one.kind === 'weekday' ? [one, other] : [other, one];
  if (named.kind !== 'weekday' || named.which !== 'coming') return 'both';
  return date.kind === 'date' || date.kind === 'dayOfMonth' ? { ...date, weekday: named.weekday } : 'both';
};

const readNext: Reader = (rest) =>
  readRepeat(rest) ?? readRelative(rest) ?? readClock(rest) ?? readDay(rest) ?? readPart(rest);

const readPart: Reader = ([first]) => {
  if (is(first, 'joint')) return [1, {}];
  return is(first, 'part')
    ? [1, { part: first.part, ...(first.today && { day: { kind: 'offset', days: 0 } }) }]
    : undefined;
};
