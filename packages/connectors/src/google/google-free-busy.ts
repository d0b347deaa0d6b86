// freeBusy: at most 50 calendars and 60 days at once, and the errors of single calendars come inside a 200. A calendar that
// cannot be read is not free.
import type { BusyInterval, CalendarWindow, CallOptions, Reading, Unread } from '../calendar/calendar.ts';
import { isObject } from '../http/read-fields.ts';
import type { GoogleApi } from './google-api.ts';

const MAX_CALENDARS = 50;
const MAX_MS = 60 * 86_400_000;

export const readFreeBusy = async (
  api: GoogleApi,
  calendarIds: readonly string[],
  { fromMs, toMs }: CalendarWindow,
  { signal }: CallOptions = {},
): Promise<Reading<BusyInterval>> => {
  const items: BusyInterval[] = [];
  const unread = new Map<string, Unread>();
  for (let first = 0; first < calendarIds.length; first += MAX_CALENDARS) {
    const ids = calendarIds.slice(first, first + MAX_CALENDARS);
    for (let startMs = fromMs; startMs < toMs; startMs += MAX_MS) {
      const { calendars } = await api.ask('POST', 'freeBusy', {
        body: {
          timeMin: new Date(startMs).toISOString(),
          timeMax: new Date(Math.min(startMs + MAX_MS, toMs)).toISOString(),
          items: ids.map((id) => ({ id })),
        },
        signal,
      });
      for (const id of ids) {
        const told = readCalendar(isObject(calendars) ? calendars[id] : undefined);
        if (Array.isArray(told)) items.push(...told);
        else unread.set(id, { calendarId: id, code: told });
      }
    }
  }
  return { items: items.filter(({ startMs, endMs }) => endMs > startMs), unread: [...unread.values()] };
};

const readCalendar = (calendar: unknown): BusyInterval[] | Exclude<Unread['code'], 'unreadable-events'> => {
  if (!isObject(calendar)) return 'bad-answer';
  const { errors = [], busy } = calendar;
  if (!Array.isArray(errors)) return 'bad-answer';
  if (errors.length > 0) return isObject(errors[0]) && errors[0].reason === 'notFound' ? 'gone' : 'away';
  if (!Array.isArray(busy)) return 'bad-answer';
  const intervals = busy.map((one) => ({
    startMs: Date.parse(isObject(one) ? String(one.start) : ''),
    endMs: Date.parse(isObject(one) ? String(one.end) : ''),
    standing: 'busy' as const,
  }));
  const readable = intervals.every(({ startMs, endMs }) => !Number.isNaN(startMs) && !Number.isNaN(endMs));
  return readable ? intervals : 'bad-answer';
};
