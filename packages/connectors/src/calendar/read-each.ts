// Several calendars beside each other. A fault of one is told in its place and takes no other along.
import { ConnectorError, type ConnectorErrorCode } from '../connector-error.ts';
import type { CalendarEvent, Reading } from './calendar.ts';

/** Nothing of the account can be read so: a reading that meets this ends as a whole. */
export const isOfAll = (code: ConnectorErrorCode): boolean => code === 'auth' || code === 'aborted';

/** @throws {ConnectorError} also where nothing at all was read for a fault that passes: it knows when to ask again */
export const readEach = async (
  calendarIds: readonly string[],
  read: (calendarId: string) => Promise<Reading<CalendarEvent>>,
): Promise<Reading<CalendarEvent>> => {
  const passing: ConnectorError[] = [];
  const each = await Promise.all(
    calendarIds.map(async (calendarId): Promise<Reading<CalendarEvent>> => {
      try {
        return await read(calendarId);
      } catch (error) {
        if (!(error instanceof ConnectorError) || isOfAll(error.code)) throw error;
        if (error.retryable) passing.push(error);
        return { items: [], unread: [{ calendarId, code: error.code }] };
      }
    }),
  );
  if (passing.length > 0 && passing.length === calendarIds.length) throw passing[0];
  return {
    items: each.flatMap(({ items }) => items).sort((a, b) => a.startMs - b.startMs),
    unread: each.flatMap(({ unread }) => unread),
  };
};
