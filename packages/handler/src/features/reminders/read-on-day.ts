// A reply to “At what time on Fri 12 Mar?” is a time of that day, unless it names another one.
import { localOf } from '@steward/core/when';
import type { Moment } from './moment.ts';
import { type ReadTime, readTime } from './read-time.ts';

/** `day`: `2028-06-05`, or as the question shows it, `5 Jun` or `5 Jun 2028`. Undefined where the words are no time of it. */
export const readOn = (day: string | undefined, words: string, moment: Moment): ReadTime | undefined => {
  if (day === undefined) return undefined;
  const year = localOf(moment.nowMs, moment.zone ?? 'UTC').slice(0, 4);
  const ms = Date.parse(`${/\d{4}(?:$|-)/.test(day) ? day : `${day} ${year}`} 00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  const date = new Date(ms).toISOString().slice(0, 10);
  // To such a question “9” alone is an hour.
  return [`${date} ${words}`, `${date} at ${words}`]
    .map((whole) => readTime(whole, moment))
    .find((read) => read !== undefined && read.when.kind !== 'unclear' && read.when.kind !== 'day');
};
