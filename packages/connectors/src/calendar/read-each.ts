// Several calendars beside each other. A fault of one is told in its place and takes no other along.
import { ConnectorError, type ConnectorErrorCode } from '../connector-error.ts';
import type { CalendarEvent, Reading } from './calendar.ts';

/** @param isOfOne whether such a fault is about one calendar only; any other ends the whole reading */
export const readEach = async (
  calendarIds: readonly string[],
  read: (calendarId: string) => Promise<Reading<CalendarEvent>>,
  isOfOne: (code: ConnectorErrorCode) => boolean,
): Promise<Reading<CalendarEvent>> => {
  const each = await Promise.all(
    calendarIds.map(async (calendarId): Promise<Reading<CalendarEvent>> => {
      try {
        return await read(calendarId);
      } catch (error) {
        if (!(error instanceof ConnectorError) || !isOfOne(error.code)) throw error;
        return { items: [], unread: [{ calendarId, code: error.code }] };
      }
    }),
  );
  return {
    items: each.flatMap(({ items }) => items).sort((a, b) => a.startMs - b.startMs),
    unread: each.flatMap(({ unread }) => unread),
  };
};
