// A point of time as iCalendar writes it: a day, a time on some clock, or an instant.
import { Temporal } from 'temporal-polyfill';

export interface Moment {
  /** `2026-12-03`, or `2026-12-03T09:00:00`. */
  local: string;
  isDay: boolean;
  /** IANA; undefined for a time that is meant on whichever clock one looks at. */
  zone: string | undefined;
}

const DAY_MS = 86_400_000;

/** @throws {RangeError} when there is no such time */
export const toMs = ({ local, isDay, zone }: Moment, personsZone: string): number =>
  isDay
    ? Temporal.PlainDate.from(local).toZonedDateTime(personsZone).epochMilliseconds
    : Temporal.PlainDateTime.from(local).toZonedDateTime(zone ?? personsZone).epochMilliseconds;

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

export const daysBetween = (start: string, end: string): number =>
  Temporal.PlainDate.from(start).until(end).days;

/** The day of an instant on a clock. */
export const dayOf = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Of ISO 8601; weeks, days and hours are all of the same length. @throws {RangeError} */
export const durationMs = (text: string): number => {
  const { days, weeks, hours, minutes, seconds } = Temporal.Duration.from(text);
  return (weeks * 7 + days) * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000;
};
