// An event as Google tells it, as the port has it.
import type { CalendarEvent, CalendarWindow, Standing } from '../calendar/calendar.ts';
import { isObject } from '../http/read-fields.ts';
import { toMs } from '../ics/moment.ts';

type Item = Record<string, unknown>;

/** What is asked for: nothing of other people. */
export const EVENT_FIELDS =
  'nextPageToken,items(status,summary,location,hangoutLink,start,end,transparency,eventType,attendees(self,responseStatus))';
/** For busy intervals: no words either. */
export const BUSY_FIELDS =
  'nextPageToken,items(status,start,end,transparency,eventType,attendees(self,responseStatus))';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Undefined: there is nothing (it is cancelled). @throws when it cannot be read */
export const readGoogleEvent = (
  item: Item,
  calendarId: string,
  { zone }: CalendarWindow,
): CalendarEvent | undefined => {
  if (item.status === 'cancelled') return undefined;
  const times = daysOf(item, zone) ?? { startMs: instantOf(item.start), endMs: instantOf(item.end) };
  if (times.endMs < times.startMs) throw new RangeError('ends before it starts');
  return {
    calendarId,
    title: textOf(item.summary),
    ...(textOf(item.location) !== '' && { location: textOf(item.location) }),
    ...times,
    standing: standingOf(item),
    ...(textOf(item.hangoutLink) !== '' && { isOnline: true }),
  };
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A day is one of the person's own, wherever the calendar has its home. */
const daysOf = ({ start, end }: Item, zone: string) => {
  const [first, last] = [start, end].map((time) => (isObject(time) ? time.date : undefined));
  if (typeof first !== 'string' || typeof last !== 'string') return undefined;
  const ms = (local: string): number => toMs({ local, isDay: true, zone: undefined }, zone);
  return { startMs: ms(first), endMs: ms(last), days: { start: first, end: last } };
};

const instantOf = (time: unknown): number => {
  const text = isObject(time) ? String(time.dateTime) : '';
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError('no time');
  return ms;
};

const ANSWERS: Record<string, Standing> = {
  declined: 'free',
  tentative: 'tentative',
  needsAction: 'unanswered',
};

const standingOf = ({ transparency, eventType, status, attendees }: Item): Standing => {
  if (transparency === 'transparent' || eventType === 'workingLocation') return 'free';
  const me = Array.isArray(attendees) ? attendees.find((one) => isObject(one) && one.self === true) : {};
  const answer = ANSWERS[String(me?.responseStatus)];
  return answer ?? (status === 'tentative' ? 'tentative' : 'busy');
};
