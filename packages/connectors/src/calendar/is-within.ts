// Whether an event touches a window. One without length is in it where it starts.
import type { CalendarEvent, CalendarWindow } from './calendar.ts';

export const isWithin = ({ startMs, endMs }: CalendarEvent, { fromMs, toMs }: CalendarWindow): boolean =>
  startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs));
