// How often something comes again.
import type { LocalTime } from './local-time.ts';

/** By the calendar: the clock on the wall shows the same time, however long the day was. */
export interface CalendarRule {
  frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** Every so many days, weeks, months or years; at least 1. */
  interval: number;
  /** The first one may be on it, never before it; its time of day is the time of all. */
  start: LocalTime;
  /** ISO weekdays, Monday 1 to Sunday 7. Absent in a weekly rule: the weekday of `start`. */
  weekdays?: readonly number[];
  /** Days of the month, the last is -1. A month without that day has none. Absent beside `weekdays`: the day of `start`. */
  monthDays?: readonly number[];
  /** 1 to 12, of a yearly rule. Absent: the month of `start`. */
  months?: readonly number[];
  /** Of the days of a month or year that fit, only the nth; -1 is the last. */
  position?: number;
  /** None after it. */
  until?: LocalTime;
  /** So many in all, those left out counted. */
  count?: number;
  /** Times that are left out. */
  except?: readonly LocalTime[];
}

/** By elapsed time: every three hours, whatever the clocks do. */
export interface ElapsedRule {
  frequency: 'elapsed';
  everyMs: number;
  /** Unix milliseconds of the first one. */
  startMs: number;
  untilMs?: number;
  count?: number;
}

export type Rule = CalendarRule | ElapsedRule;
