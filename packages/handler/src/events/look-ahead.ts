// What stands in the way of an event: what takes time of the person's then, in all their calendars that count.
import type { ConnectionStore, EventTime } from '@steward/core';
import { startOfDay } from '@steward/core/when';
import type { AgendaEvent, CalendarReading } from '../connections/reading.ts';
import type { Way } from './events.ts';

/** An event of many days meets any number; nobody reads more. */
const MOST = 100;

export const clashKey = ({ startMs, endMs }: Pick<AgendaEvent, 'startMs' | 'endMs'>): string =>
  `${startMs}-${endMs}`;

export interface LookAheadDependencies {
  calendars: Pick<CalendarReading, 'agenda'>;
  connections: Pick<ConnectionStore, 'list'>;
}

export const createLookAhead =
  ({ calendars, connections }: LookAheadDependencies) =>
  async ({ owner, time }: { owner: number; time: EventTime }): Promise<Way> => {
    const [all, { events, missing }] = await Promise.all([
      connections.list(owner),
      calendars.agenda(owner, windowOf(time)),
    ]);
    const counts = ({ connection, calendarId }: AgendaEvent): boolean =>
      all.find(({ id }) => id === connection)?.calendars.find(({ id }) => id === calendarId)?.isBusy !==
      false;
    const clashes = events.filter((event) => blocks(event) && counts(event));
    return { clashes: clashes.slice(0, MOST), missing };
  };

/** An invitation for whole days that nobody answered takes no time. */
const blocks = ({ standing, days, startMs, endMs }: AgendaEvent): boolean =>
  standing !== 'free' && endMs > startMs && !(standing === 'unanswered' && days);

const windowOf = (time: EventTime) => {
  const { zone } = time;
  if ('days' in time)
    return { zone, fromMs: startOfDay(time.days.start, zone), toMs: startOfDay(time.days.end, zone) };
  return { zone, fromMs: time.startMs, toMs: time.startMs + time.minutes * 60_000 };
};
