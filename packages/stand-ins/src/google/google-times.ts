// Times as Google Calendar takes them: RFC 3339 with an offset, or a day, or a local time with a named zone.
import { isObject } from '../service/fake-request.ts';
import { fromLocal, toOffset } from '../service/zone-times.ts';
import { refuse } from './google-error.ts';

export interface GoogleTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds; refuses what has no offset. */
export const readInstant = (text: string): number => {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? refuse('badRequest') : ms;
};

const isDay = (text: string): boolean =>
  DAY.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

export const mustBeZone = (zone: unknown): string => {
  try {
    if (typeof zone === 'string' && /^[A-Z]/i.test(zone))
      return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    // Refused below.
  }
  return refuse('invalid');
};

/** When a time of an event is; days begin at midnight of the calendar's own zone. */
export const instantOf = (time: GoogleTime, calendarZone: string): number => {
  if (time.date !== undefined) return fromLocal(`${time.date}T00:00:00`, calendarZone);
  const text = time.dateTime ?? '';
  return LOCAL.test(text) ? fromLocal(text, time.timeZone ?? calendarZone) : Date.parse(text);
};

/** As it is told: also what was written by a clock alone has an offset. */
export const toTold = (time: GoogleTime, calendarZone: string): GoogleTime =>
  LOCAL.test(time.dateTime ?? '')
    ? { ...time, dateTime: toOffset(instantOf(time, calendarZone), time.timeZone ?? calendarZone) }
    : time;

/** A time of an event that somebody writes. */
export const readTime = (value: unknown): GoogleTime => {
  if (!isObject(value)) return refuse('required');
  const { date, dateTime, timeZone, ...unknown } = value;
  if (Object.keys(unknown).length > 0) refuse('invalid');
  if (timeZone !== undefined) mustBeZone(timeZone);
  if (date !== undefined) {
    if (typeof date !== 'string' || !isDay(date) || dateTime !== undefined) refuse('invalid');
    return value as GoogleTime;
  }
  if (typeof dateTime !== 'string') return refuse('required');
  const fits = INSTANT.test(dateTime) || (LOCAL.test(dateTime) && timeZone !== undefined);
  if (!fits || Number.isNaN(Date.parse(dateTime))) refuse('invalid');
  return value as GoogleTime;
};
