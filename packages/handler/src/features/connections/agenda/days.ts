// A span of days on somebody's clock: what an agenda is about.
import { addDays, startOfDay } from '@steward/core/when';

export interface Days {
  /** `2027-03-12`. */
  first: string;
  count: number;
}

export const daysOf = ({ first, count }: Days): string[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));

/** Half-open. */
export const windowOf = ({ first, count }: Days, zone: string) => ({
  fromMs: startOfDay(first, zone),
  toMs: startOfDay(addDays(first, count), zone),
  zone,
});
