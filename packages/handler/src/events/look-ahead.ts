// What stands in the way of an event: what takes time of the person's then, in all their calendars that count.
import type { EventTime } from '@steward/core';
import { startOfDay } from '@steward/core/when';
import type { AgendaEvent } from '../connections/reading.ts';
import type { Way } from './events.ts';
import { type TakenTimeDependencies, takenTime } from './taken-time.ts';

/** An event of many days meets any number; nobody reads more. */
const MOST = 100;

export const clashKey = ({ startMs, endMs }: Pick<AgendaEvent, 'startMs' | 'endMs'>): string =>
  `${startMs}-${endMs}`;

export const createLookAhead =
  (dependencies: TakenTimeDependencies) =>
  async ({ owner, time }: { owner: number; time: EventTime }): Promise<Way> => {
    const { events, missing } = await takenTime(dependencies, { owner, window: windowOf(time) });
    return { clashes: events.slice(0, MOST), missing };
  };

const windowOf = (time: EventTime) => {
  const { zone } = time;
  if ('days' in time)
    return { zone, fromMs: startOfDay(time.days.start, zone), toMs: startOfDay(time.days.end, zone) };
  return { zone, fromMs: time.startMs, toMs: time.startMs + time.minutes * 60_000 };
};
