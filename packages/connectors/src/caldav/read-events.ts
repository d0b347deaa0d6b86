// The events of one collection that touch a window. The server chooses by time; series are expanded here, because many servers do not
// expand, or lose days and zones on the way.
import type { CalendarEvent, CalendarWindow, Reading } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { statusError } from '../http/status-error.ts';
import { readCalendar } from '../ics/read-calendar.ts';
import type { DavClient } from './dav-client.ts';
import { textOf } from './multistatus.ts';

export interface ReadEventsOptions {
  calendarId: string;
  window: CalendarWindow;
  addresses: readonly string[];
  signal?: AbortSignal | undefined;
}

const DAY_MS = 86_400_000;
const MAX_BYTES = 20 * 2 ** 20;

const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** A day wider: the server's idea of a day, and of a time without a zone, is another one. */
const query = ({ fromMs, toMs }: CalendarWindow): string =>
  '<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">' +
  '<d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">' +
  `<c:time-range start="${compact(fromMs - DAY_MS)}" end="${compact(toMs + DAY_MS)}"/>` +
  '</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>';

/** @throws {ConnectorError} when the collection as a whole cannot be read */
export const readEvents = async (
  dav: DavClient,
  { calendarId, window, addresses, signal }: ReadEventsOptions,
): Promise<Reading<CalendarEvent>> => {
  if (!URL.canParse(calendarId)) throw new ConnectorError('gone');
  const url = new URL(calendarId);
  const answers = await dav.ask(url, {
    method: 'REPORT',
    depth: 1,
    body: query(window),
    maxBytes: MAX_BYTES,
    signal,
  });
  const items: CalendarEvent[] = [];
  let count = 0;
  for (const { href, status = 200, properties } of answers) {
    // Of the collection itself: there are more than the server gives.
    if (status >= 400 && href.pathname === url.pathname) throw statusError(status);
    const text = textOf(properties, 'calendar-data');
    // Deleted between two looks of the server.
    if (status === 404 || status === 410) continue;
    try {
      if (text === undefined) throw new ConnectorError('bad-answer');
      const { events, unreadable } = readCalendar(text, { calendarId, window, addresses });
      items.push(...events);
      count += unreadable;
    } catch {
      count += 1;
    }
  }
  return { items, unread: count === 0 ? [] : [{ calendarId, code: 'unreadable-events', count }] };
};
