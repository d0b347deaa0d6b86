// Working hours as people type them, in any order: `9:00-17:00 mon-fri`, `weekdays 9 to 5`, `mon-thu`.
import type { QuietHours, WorkingHours } from '@steward/core';
import { readDays } from './days.ts';
import { readHours, splitHours } from './read-hours.ts';

export interface ReadWorkingHours extends WorkingHours {
  /** “9-5” was taken for the afternoon; by a clock of 24 hours it would be this. */
  otherUntil?: string;
}

const LONGEST = 100;
const USUAL_DAYS = [1, 2, 3, 4, 5];

/** What is left out stays as it is; the days are Monday to Friday where none were set. */
export const readWorkingHours = (
  typed: string,
  set: WorkingHours | undefined,
  language: string | undefined,
): ReadWorkingHours | undefined => {
  if (typed.length > LONGEST) return undefined;
  const { hours: span, rest } = splitHours(typed);
  const hours = span === '' ? set : readHours(span);
  const days = /^[\s,;:]*$/.test(rest) ? (set?.days ?? USUAL_DAYS) : readDays(rest, language);
  if (!hours || !days) return undefined;
  const { from, until } = hours;
  return until < from && isOfHalfDays(span, hours)
    ? { days, from, until: `${Number(until.slice(0, 2)) + 12}${until.slice(2)}`, otherUntil: until }
    : { days, from, until };
};

/** “9-5”: who means a night says so, by 05:00 or by am. */
const isOfHalfDays = (span: string, { from, until }: QuietHours): boolean =>
  !/\d\s*(?:[ap]\.?m|h|uhr)|(?<!\d)0/iu.test(span) && from < '13:00' && until < '12:00';
