// The events of a calendar from what a service told of each. One that cannot be read is counted, and takes no other along.
import type { CalendarEvent, CalendarWindow, Reading } from './calendar.ts';
import { isWithin } from './is-within.ts';

type Item = Record<string, unknown>;

/** Days of a calendar may be others than the person's, by the width of the world. */
const MARGIN_MS = 27 * 3_600_000;

/** What to ask a service for, so that whole days at both ends are among it. */
export const widened = ({ fromMs, toMs }: CalendarWindow): { from: string; to: string } => ({
  from: new Date(fromMs - MARGIN_MS).toISOString(),
  to: new Date(toMs + MARGIN_MS).toISOString(),
});

/** @param read gives undefined where there is nothing, and throws where it cannot be read */
export const readItems = (
  found: readonly Item[],
  calendarId: string,
  window: CalendarWindow,
  read: (item: Item, calendarId: string, window: CalendarWindow) => CalendarEvent | undefined,
): Reading<CalendarEvent> => {
  const items: CalendarEvent[] = [];
  let count = 0;
  for (const item of found) {
    try {
      const event = read(item, calendarId, window);
      if (event && isWithin(event, window)) items.push(event);
    } catch {
      count += 1;
    }
  }
  return { items, unread: count > 0 ? [{ calendarId, code: 'unreadable-events', count }] : [] };
};
