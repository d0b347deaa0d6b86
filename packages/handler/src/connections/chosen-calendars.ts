// What counts of an account's calendars: as the person chose before, and of those that are new what people mean mostly.
import type { Calendar } from '@steward/connectors';
import type { ConnectedCalendar } from '@steward/core';

type CalendarInfo = Awaited<ReturnType<Calendar['calendars']>>[number];

/** So many of one account are kept, whose ids are no longer; an item of the table holds 400 kB, and names are short. */
export const [MAX_CALENDARS, MAX_CALENDAR_ID] = [100, 2_000];

/**
 * A calendar that can be written to is the person's own and takes their time; one that can only be read is mostly of holidays
 * or of others, but where there is nothing else it was connected for its own sake.
 */
export const chosenCalendars = (
  found: readonly CalendarInfo[],
  before: readonly ConnectedCalendar[] = [],
): ConnectedCalendar[] => {
  const known = new Map(before.map((calendar) => [calendar.id, calendar.isBusy]));
  const hasOwn = found.some(({ writable }) => writable);
  const fitting = found.filter(({ id }) => id.length <= MAX_CALENDAR_ID).slice(0, MAX_CALENDARS);
  return fitting.map(({ id, name, writable }) => ({
    ...{ id, name, isWritable: writable },
    isBusy: known.get(id) ?? (writable || !hasOwn),
  }));
};
