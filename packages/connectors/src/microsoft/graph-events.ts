// Reading: what is in the calendars, series expanded by the server. Its own answer for what is busy (getSchedule) is not for
// personal accounts.
import type { CalendarEvent, CalendarWindow, CallOptions, Reading, Unread } from '../calendar/calendar.ts';
import { isWithin } from '../calendar/is-within.ts';
import { readEach } from '../calendar/read-each.ts';
import { type GraphApi, step } from './graph-api.ts';
import { readGraphEvent } from './read-graph-event.ts';

/** Days of a mailbox may be others than the person's, by the width of the world. */
const MARGIN_MS = 27 * 3_600_000;

export interface ReadOptions extends CallOptions {
  fields: string;
}

export const readEvents = (
  api: GraphApi,
  calendarIds: readonly string[],
  window: CalendarWindow,
  options: ReadOptions,
): Promise<Reading<CalendarEvent>> => readEach(calendarIds, (id) => readOne(api, id, window, options));

const readOne = async (
  api: GraphApi,
  calendarId: string,
  window: CalendarWindow,
  { signal, fields }: ReadOptions,
): Promise<Reading<CalendarEvent>> => {
  const found = await api.list(`me/calendars/${step(calendarId)}/calendarView`, {
    query: {
      startDateTime: new Date(window.fromMs - MARGIN_MS).toISOString(),
      endDateTime: new Date(window.toMs + MARGIN_MS).toISOString(),
      $select: fields,
    },
    signal,
  });
  const items: CalendarEvent[] = [];
  let unreadable = 0;
  for (const item of found) {
    try {
      const event = readGraphEvent(item, calendarId, window);
      if (event && isWithin(event, window)) items.push(event);
    } catch {
      unreadable += 1;
    }
  }
  const unread: Unread[] =
    unreadable > 0 ? [{ calendarId, code: 'unreadable-events', count: unreadable }] : [];
  return { items, unread };
};
