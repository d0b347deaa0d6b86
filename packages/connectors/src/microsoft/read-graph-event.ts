// An event as Microsoft Graph tells it, as the port has it. Whatever is of another shape is not guessed at.
import type { CalendarEvent, CalendarWindow, Standing } from '../calendar/calendar.ts';
import { isObject } from '../http/read-fields.ts';
import { toMs } from '../ics/moment.ts';

type Item = Record<string, unknown>;

/** For busy intervals: no words, and nothing of other people. */
export const BUSY_FIELDS = 'start,end,isAllDay,isCancelled,showAs,responseStatus';
export const EVENT_FIELDS = `subject,location,isOnlineMeeting,${BUSY_FIELDS}`;

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?$/;

const SHOWN = new Map<unknown, Standing>([
  ['free', 'free'],
  ['workingElsewhere', 'free'],
  ['tentative', 'tentative'],
  ['busy', 'busy'],
  ['oof', 'busy'],
  // A value of Microsoft's own: the calendar does not say.
  ['unknown', 'busy'],
]);
/** Undefined: what is shown counts. */
const ANSWERS = new Map<unknown, Standing | undefined>([
  ['none', undefined],
  ['organizer', undefined],
  ['accepted', undefined],
  ['tentativelyAccepted', 'tentative'],
  ['declined', 'free'],
  ['notResponded', 'unanswered'],
]);

/** Undefined: there is nothing (it is cancelled). @throws when it cannot be read */
export const readGraphEvent = (
  item: Item,
  calendarId: string,
  { zone }: CalendarWindow,
): CalendarEvent | undefined => {
  if (item.isCancelled === true) return undefined;
  const times = timesOf(item, zone);
  if (times.endMs < times.startMs) throw new RangeError('ends before it starts');
  const location = textOf(isObject(item.location) ? item.location.displayName : undefined);
  return {
    calendarId,
    title: textOf(item.subject),
    ...(location !== '' && { location }),
    ...times,
    standing: standingOf(item),
    ...(item.isOnlineMeeting === true && { isOnline: true }),
  };
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const timesOf = ({ isAllDay, start, end }: Item, zone: string) => {
  const [from, to] = [utcOf(start), utcOf(end)];
  if (isAllDay === false) return { startMs: Date.parse(`${from}Z`), endMs: Date.parse(`${to}Z`) };
  const [first, last] = [from, to].map((time) => MIDNIGHT.exec(time)?.[1]);
  if (isAllDay !== true || first === undefined || last === undefined) throw new RangeError('no days');
  // A day is one of the person's own, wherever the mailbox has its home.
  const ms = (local: string): number => toMs({ local, isDay: true, zone: undefined }, zone);
  return { startMs: ms(first), endMs: ms(last), days: { start: first, end: last } };
};

/** A time of UTC, which is told without a `Z`. */
export const utcOf = (time: unknown): string => {
  const { dateTime, timeZone } = isObject(time) ? time : {};
  const isTime =
    typeof dateTime === 'string' && LOCAL.test(dateTime) && !Number.isNaN(Date.parse(`${dateTime}Z`));
  if (!isTime || timeZone !== 'UTC') throw new RangeError('no time of UTC');
  return dateTime;
};

const standingOf = ({ showAs, responseStatus }: Item): Standing => {
  const shown = SHOWN.get(showAs);
  const response = isObject(responseStatus) ? responseStatus.response : 'none';
  if (shown === undefined || !ANSWERS.has(response)) throw new RangeError('unknown standing');
  return shown === 'free' ? shown : (ANSWERS.get(response) ?? shown);
};
