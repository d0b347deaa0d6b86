// What takes time of a person's: the same wherever it is asked, before an event is made and where free time is looked for.
import type { CalendarWindow } from '@steward/connectors';
import type { ConnectionStore } from '@steward/core';
import type { AgendaEvent, CalendarReading, Missing } from '../connections/reading.ts';

export interface TakenTimeDependencies {
  calendars: Pick<CalendarReading, 'agenda'>;
  connections: Pick<ConnectionStore, 'list'>;
}

export interface TakenTime {
  /** By their start. */
  events: AgendaEvent[];
  /** With something missing nothing is known to be free. */
  missing: Missing[];
}

/** In all calendars that count. */
export const takenTime = async (
  { calendars, connections }: TakenTimeDependencies,
  { owner, window, signal }: { owner: number; window: CalendarWindow; signal?: AbortSignal | undefined },
): Promise<TakenTime> => {
  const [all, { events, missing }] = await Promise.all([
    connections.list(owner),
    calendars.agenda(owner, window, signal),
  ]);
  const counts = ({ connection, calendarId }: AgendaEvent): boolean =>
    all.find(({ id }) => id === connection)?.calendars.find(({ id }) => id === calendarId)?.isBusy !== false;
  return { events: events.filter((event) => takesTime(event) && counts(event)), missing };
};

/** An invitation for whole days that nobody answered takes none. */
const takesTime = ({ standing, days, startMs, endMs }: AgendaEvent): boolean =>
  standing !== 'free' && endMs > startMs && !(standing === 'unanswered' && days);
