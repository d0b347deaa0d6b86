// What others may see of a calendar: when its owner is busy in the next 14 days, as it was read within the last 5 minutes.
import type { BusyInterval } from '@steward/connectors';
import {
  type BusyMirrorStore,
  type Connection,
  type ConnectionStore,
  SHARED_FRESH_MS,
  SHARED_MS,
} from '@steward/core';
import { merged } from '@steward/core/slots';
import type { ConnectionFault } from '@steward/core/web-contract';
import { openBusy } from './busy-intervals.ts';
import type { ConnectionParts } from './parts.ts';
import type { CalendarReading } from './reading.ts';

export type SeenBusy =
  | {
      /** Apart from each other, in their order; the end is exclusive. Nothing is said of what lies in them. */
      busy: { startMs: number; endMs: number }[];
      fromMs: number;
      toMs: number;
      readAtMs: number;
    }
  /** `gone`: the connection or the calendar is not there any more. */
  | { why: ConnectionFault | 'unreadable-events' }
  /** The person does not count it: it takes no time of theirs. */
  | { isUncounted: true };

export interface SharedBusy {
  /** Reads it where it was not read lately. Never throws for what a provider does. */
  read(owner: number, connection: string, calendar: string, signal?: AbortSignal): Promise<SeenBusy>;
}

export interface SharedBusyDependencies extends Pick<ConnectionParts, 'clock' | 'seal'> {
  connections: Pick<ConnectionStore, 'get'>;
  mirrors: Pick<BusyMirrorStore, 'list'>;
  calendars: Pick<CalendarReading, 'read'>;
}

export const createSharedBusy = (deps: SharedBusyDependencies): SharedBusy => {
  const { connections, mirrors, calendars, clock, seal } = deps;

  const mirrorOf = async (owner: number, connection: string, calendar: string) =>
    (await mirrors.list(owner)).find((one) => one.connection === connection && one.calendar === calendar);

  const isFresh = (readAtMs: number): boolean => {
    const ageMs = clock.now() - readAtMs;
    return ageMs >= 0 && ageMs <= SHARED_FRESH_MS;
  };

  const counted = (connection: Connection | undefined, calendar: string) =>
    connection?.calendars.find(({ id }) => id === calendar)?.isBusy;

  return {
    async read(owner, id, calendar, signal) {
      const connection = await connections.get(owner, id);
      if (!connection || connection.state === 'pending') return { why: 'gone' };
      if (connection.state === 'broken') return { why: 'auth' };
      const isCounted = counted(connection, calendar);
      if (isCounted === undefined) return { why: 'gone' };
      if (!isCounted) return { isUncounted: true };
      let mirror = await mirrorOf(owner, id, calendar);
      if (!mirror || !isFresh(mirror.readAtMs)) {
        await calendars.read(connection, signal);
        mirror = await mirrorOf(owner, id, calendar);
      }
      if (!mirror || !isFresh(mirror.readAtMs)) {
        const now = await connections.get(owner, id);
        return { why: (now?.fault as ConnectionFault | undefined) ?? 'away' };
      }
      const opener = await seal();
      if (!opener) return { why: 'provider-off' };
      const { items, unreadable } = openBusy(opener, connection, mirror);
      if (unreadable > 0) return { why: 'unreadable-events' };
      const fromMs = clock.now();
      const toMs = fromMs + SHARED_MS;
      return { busy: mergedWithin(items, fromMs, toMs), fromMs, toMs, readAtMs: mirror.readAtMs };
    },
  };
};

/** What touches becomes one, so that nobody sees where one appointment ends and the next begins. */
const mergedWithin = (items: readonly BusyInterval[], fromMs: number, toMs: number) =>
  merged(
    items
      .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs) }))
      .filter(({ startMs, endMs }) => endMs > startMs),
  );
