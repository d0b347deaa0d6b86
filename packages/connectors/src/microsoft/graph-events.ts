// Reading: what is in the calendars, series expanded by the server. Its own answer for what is busy (getSchedule) is not for
// personal accounts.
import type { CalendarEvent, CalendarWindow, CallOptions, Reading } from '../calendar/calendar.ts';
import { readEach } from '../calendar/read-each.ts';
import { readItems, widened } from '../calendar/read-items.ts';
import { step } from '../http/token-api.ts';
import type { GraphApi } from './graph-api.ts';
import { readGraphEvent } from './read-graph-event.ts';

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
  const { from, to } = widened(window);
  const found = await api.list(`me/calendars/${step(calendarId)}/calendarView`, {
    query: {
      startDateTime: from,
      endDateTime: to,
      $select: fields,
    },
    signal,
  });
  return readItems(found, calendarId, window, readGraphEvent);
};
