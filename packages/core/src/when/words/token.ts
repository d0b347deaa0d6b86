// The words of time that all languages share, whatever they are called there.
import type { LanguageName } from './cues.ts';

export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** Of the units that elapse; the others are those of the calendar. */
export const UNIT_MS: Partial<Record<Unit, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** A part of the day. */
export type Part = 'morning' | 'afternoon' | 'evening' | 'night';

export type Meaning =
  /** `in`, and behind the number `from now`. */
  | { kind: 'in' | 'fromNow' }
  /** Behind a length: a week from tomorrow. */
  | { kind: 'from' }
  | { kind: 'number'; value: number }
  | { kind: 'unit'; unit: Unit }
  /** A duration in a word: half an hour, a fortnight. */
  | { kind: 'duration'; value: number; unit: Unit }
  /** Today is 0. */
  | { kind: 'day'; offset: number }
  /** `today`: this evening. `often`: before a time of day it may be every day's: morgens um 7. */
  | { kind: 'part'; part: Part; today?: true; often?: true }
  /** Monday 1 to Sunday 7. `each`: Mondays. `part`: Samstagabend. */
  | { kind: 'weekday'; weekday: number; each?: true; part?: Part }
  | { kind: 'next' | 'this' | 'last' }
  | { kind: 'week' }
  | { kind: 'month'; month: number }
  /** The 31st. */
  | { kind: 'ordinal'; value: number }
  /** Day and month in the order of the language; `unsure`: it could be the other way round. */
  | { kind: 'date'; day: number; month: number; year?: number; unsure?: true }
  /** `certain`: the hour can only be meant on a clock of 24 hours. */
  | { kind: 'clock'; hour: number; minute: number; certain: boolean }
  /** Between two days. */
  | { kind: 'midnight' }
  /** Quarter past, half past, quarter to: so many minutes after the hour that follows. `unsure`: half eight. */
  | { kind: 'minutes'; minutes: number; unsure?: true }
  /** Behind the hour: so many minutes more, or less. */
  | { kind: 'plus'; minutes: number }
  | { kind: 'at' }
  | { kind: 'every'; interval: number }
  | { kind: 'repeat'; frequency: 'daily' | 'weekly' | 'monthly' | 'yearly' }
  | { kind: 'workday' }
  /** The first, the second … of the weekdays of a month. */
  | { kind: 'nth'; value: number }
  /** `each`: of every month. */
  | { kind: 'ofMonth'; each?: true }
  | { kind: 'endOfMonth' }
  /** People mean two times by it, so it is asked: le lundi, biweekly. */
  | { kind: 'doubtful' }
  /** Joins words of time and says nothing alone: on, the, of, and. */
  | { kind: 'joint' };

export type Kind = Meaning['kind'];

export interface Token {
  meaning: Meaning;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** What of a language stands for what; the longest phrase at a place wins. */
export interface Lexicon {
  language: LanguageName;
  /** Words as a regular expression without flags; the groups are given to the meaning. Undefined: no word of time here. */
  phrases: readonly Phrase[];
  /** Between the time and what is to be done: "to", "an den", "de". */
  links: readonly string[];
  /** Words of time that no phrase knows: where one is left over, the time is asked for. A regular expression. */
  watch: string;
  /** Words whose slips of the pen are still such words: what nearly is one is asked about. */
  often: string;
  /** Other words that are as near to them. */
  alike?: string;
  /** Words that begin a time, right behind what asks: where none follows that is known, it is asked for. */
  stray: string;
}

export type Phrase = readonly [
  words: string,
  meaning: Meaning | ((groups: (string | undefined)[]) => Meaning | undefined),
];
