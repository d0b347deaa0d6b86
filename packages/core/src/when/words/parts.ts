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
  /** Between two days: with one of them it may be either night. */
  midnight?: true;
}

export type Day =
  | NamedDay
  | { kind: 'nextWeek' }
  /** `weekday`: it was named beside, and must be that day's. */
  | { kind: 'dayOfMonth'; day: number; weekday?: number }
  | { kind: 'endOfMonth' }
  | { kind: 'nthWeekday'; position: number; weekdays: number[] }
  | { kind: 'date'; day: number; month: number; year?: number; unsure?: true; weekday?: number }
  | { kind: 'later'; value: number; unit: Unit }
  /** So much behind another one: a week from tomorrow. */
  | { kind: 'shifted'; from: NamedDay; value: number; unit: Unit };

/** From which another one is counted. */
export type NamedDay =
  | { kind: 'offset'; days: number }
  | { kind: 'weekday'; weekday: number; which: 'coming' | 'this' | 'next' | 'nextWeek' };

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
  /** The part of the day stood before the time of day, and may be every day's. */
  often?: true;
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
    const repeat = repeatOf(parts.repeat, found.repeat);
    const isTwice = (name: string) => name !== 'day' && name !== 'repeat' && name in parts;
    if (day === 'both' || repeat === 'both' || Object.keys(found).some(isTwice)) return undefined;
    // "Um 7 Uhr morgens" is once.
    if (parts.clock) delete found.often;
    Object.assign(parts, found, day && { day }, repeat && { repeat });
    rest = rest.slice(taken);
  }
  return parts;
};

/** A date may be named with its weekday, Friday the 19th; a day as so many weeks behind one: heute in einer Woche. */
const dayOf = (one: Day | undefined, other: Day | undefined): Day | 'both' | undefined => {
  if (!one || !other) return one ?? other;
  if (other.kind === 'later' && isShifted(one, other))
    return { kind: 'shifted', from: one, value: other.value, unit: other.unit };
  const [named, date] = one.kind === 'weekday' ? [one, other] : [other, one];
  if (named.kind !== 'weekday' || named.which !== 'coming') return 'both';
  return date.kind === 'date' || date.kind === 'dayOfMonth' ? { ...date, weekday: named.weekday } : 'both';
};

/** "Monday in two weeks" may be in the second week or the third. */
const isShifted = (day: Day, { value, unit }: { value: number; unit: Unit }): day is NamedDay =>
  day.kind === 'offset' ||
  (day.kind === 'weekday' && day.which === 'coming' && value === 1 && unit === 'week');

/** Every two weeks, on Fridays. */
const repeatOf = (one: Repeat | undefined, other: Repeat | undefined): Repeat | 'both' | undefined => {
  if (!one || !other) return one ?? other;
  const [length, days] = one.kind === 'units' ? [one, other] : [other, one];
  return length.kind === 'units' && length.unit === 'week' && days.kind === 'weekdays' && days.interval === 1
    ? { ...days, interval: length.interval }
    : 'both';
};

const readNext: Reader = (rest) =>
  readRepeat(rest) ?? readRelative(rest) ?? readClock(rest) ?? readDay(rest) ?? readPart(rest);

const readPart: Reader = ([first]) => {
  if (is(first, 'joint')) return [1, {}];
  return is(first, 'part')
    ? [
        1,
        {
          part: first.part,
          ...(first.today && { day: { kind: 'offset', days: 0 } }),
          ...(first.often && { often: true }),
        },
      ]
    : undefined;
};
