// Days on the clock of a zone: `2027-03-12`.
import { instantOf, localOf } from './local-time.ts';

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

export const dayAt = (ms: number, zone: string): string => localOf(ms, zone).slice(0, 10);

/** When a day begins there, Unix ms: where the clocks skip its midnight, behind that. */
export const startOfDay = (day: string, zone: string): number => instantOf(`${day}T00:00`, zone);

/** When the day ends, Unix ms. */
export const endOfDay = (ms: number, zone: string): number => startOfDay(addDays(dayAt(ms, zone), 1), zone);
