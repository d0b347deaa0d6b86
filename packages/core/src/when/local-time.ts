// Times on a clock on the wall, and the instants they are.
import { Temporal } from 'temporal-polyfill';

/** ISO 8601 date and time without a zone, to the minute: `2027-03-11T09:00`. */
export type LocalTime = string;

/** Unix milliseconds. A time that the clocks skip is moved forward; one that comes twice is the first. */
export const instantOf = (local: LocalTime, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds;

export const localOf = (ms: number, zone: string): LocalTime =>
  plainOf(ms, zone).toString({ smallestUnit: 'minute' });

export const plainOf = (ms: number, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime();

/** How often the clocks of a zone show that time. */
export const occursOn = (local: LocalTime, zone: string): 'once' | 'skipped' | 'twice' => {
  const plain = Temporal.PlainDateTime.from(local);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return 'once';
  return earlier.toPlainDateTime().equals(plain) ? 'twice' : 'skipped';
};

/** `09:00`; a time that the clocks show twice that day says which one it is: `02:30 (UTC+1)`. */
export const clockAt = (ms: number, zone: string): string => {
  const local = localOf(ms, zone);
  if (occursOn(local, zone) !== 'twice') return local.slice(11);
  const minutes = Math.round((Date.parse(`${local}Z`) - ms) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const shown = rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, '0')}`;
  return `${local.slice(11)} (UTC${minutes < 0 ? '−' : '+'}${shown})`;
};

/** Both instants of a time that comes twice; else the same one. */
export const instantsOf = (local: LocalTime, zone: string): [number, number] => {
  const plain = Temporal.PlainDateTime.from(local);
  const at = (disambiguation: 'earlier' | 'later') =>
    plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  return [at('earlier'), at('later')];
};

/** `minutes`: of the day. */
export const localAt = (date: Temporal.PlainDate, minutes: number): LocalTime =>
  date
    .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    .toString({ smallestUnit: 'minute' });
