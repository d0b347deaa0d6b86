// Busy intervals from events, for who has no free-busy answer, or an empty one.
import type { BusyInterval, CalendarEvent, Reading } from './calendar.ts';

const blocks = ({ startMs, endMs, standing, days }: CalendarEvent): boolean =>
  standing !== 'free' && endMs > startMs && !(standing === 'unanswered' && days !== undefined);

export const busyOf = ({ items, unread }: Reading<CalendarEvent>): Reading<BusyInterval> => ({
  items: items.filter(blocks).map(({ startMs, endMs, standing }) => ({
    startMs,
    endMs,
    standing: standing as BusyInterval['standing'],
  })),
  unread,
});
