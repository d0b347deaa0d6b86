// A time of day in words: 8, 7:30 pm, um 8 Uhr, every day at noon.
import { localOf, readWhen, type When } from '@steward/core/when';

export interface ClockTime {
  /** `08:00`. */
  time: string;
  /** What may be meant as well: `20:00`. */
  other?: string;
}

/** A midnight on which no clock changes. */
const MIDNIGHT = Date.UTC(2027, 0, 4);
const DAY_MS = 86_400_000;

/** Undefined where it says no time of day, or something else beside it. */
export const readClock = (words: string): ClockTime | undefined => {
  const read = readWhen(words, 'UTC', MIDNIGHT) ?? readWhen(`at ${words}`, 'UTC', MIDNIGHT);
  if (read?.what.trim() !== '') return undefined;
  const [time, other] = timesOf(read.when);
  return time === undefined ? undefined : { time, ...(other !== undefined && { other }) };
};

const timesOf = (when: When): string[] => {
  if (when.kind === 'rule' || when.kind === 'often') {
    const { rule } = when;
    const isDaily = rule.frequency === 'daily' && rule.interval === 1;
    return isDaily ? [rule.start.slice(11)] : [];
  }
  const options =
    when.kind === 'choice' ? when.options : when.kind === 'at' && !when.elapsed ? [{ ms: when.ms }] : [];
  const clocks = options.flatMap((option) => ('ms' in option ? [option.ms] : []));
  return clocks.every((ms) => ms <= MIDNIGHT + DAY_MS)
    ? clocks.map((ms) => localOf(ms, 'UTC').slice(11))
    : [];
};
