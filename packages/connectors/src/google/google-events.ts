// Reading: what is in the calendars, and what of it takes time.
import { busyOf } from '../calendar/busy-of.ts';
import type {
  BusyInterval,
  CalendarEvent,
  CalendarWindow,
  CallOptions,
  Reading,
  Unread,
} from '../calendar/calendar.ts';
import { isOfAll, readEach } from '../calendar/read-each.ts';
import { readItems, widened } from '../calendar/read-items.ts';
import { ConnectorError } from '../connector-error.ts';
import { step } from '../http/token-api.ts';
import type { GoogleApi } from './google-api.ts';
import { readFreeBusy } from './google-free-busy.ts';
import { BUSY_FIELDS, EVENT_FIELDS, readGoogleEvent } from './read-google-event.ts';

/** Of a calendar whose events are not shown. */
const HIDDEN: readonly Unread['code'][] = ['gone', 'scope', 'read-only'];

export const readEvents = (
  api: GoogleApi,
  calendarIds: readonly string[],
  window: CalendarWindow,
  options: CallOptions & { fields?: string } = {},
): Promise<Reading<CalendarEvent>> => readEach(calendarIds, (id) => readOne(api, id, window, options));

const readOne = async (
  api: GoogleApi,
  calendarId: string,
  window: CalendarWindow,
  { signal, fields = EVENT_FIELDS }: CallOptions & { fields?: string },
): Promise<Reading<CalendarEvent>> => {
  const { from, to } = widened(window);
  const found = await api.list(`calendars/${step(calendarId)}/events`, {
    query: {
      singleEvents: 'true',
      orderBy: 'startTime',
      timeMin: from,
      timeMax: to,
      maxResults: '250',
      // Whether the person comes is enough.
      maxAttendees: '1',
      fields,
    },
    signal,
  });
  return readItems(found, calendarId, window, readGoogleEvent);
};

/**
 * From the events, because freeBusy tells neither invitations without an answer nor whose midnight a day begins at. Where
 * events are not shown (a calendar shared as free or busy only), freeBusy it is.
 */
export const readBusy = async (
  api: GoogleApi,
  calendarIds: readonly string[],
  window: CalendarWindow,
  options: CallOptions = {},
): Promise<Reading<BusyInterval>> => {
  const shown = busyOf(await readEvents(api, calendarIds, window, { ...options, fields: BUSY_FIELDS }));
  const hidden = shown.unread.filter(({ code }) => HIDDEN.includes(code));
  if (hidden.length === 0) return shown;
  const ids = hidden.map(({ calendarId }) => calendarId);
  const told = await readFreeBusy(api, ids, window, options).catch(
    (error: unknown): Reading<BusyInterval> => {
      if (!(error instanceof ConnectorError) || isOfAll(error.code) || ids.length === calendarIds.length)
        throw error;
      return { items: [], unread: ids.map((calendarId) => ({ calendarId, code: error.code })) };
    },
  );
  return {
    items: [...shown.items, ...told.items],
    unread: [...shown.unread.filter((one) => !hidden.includes(one)), ...told.unread],
  };
};
