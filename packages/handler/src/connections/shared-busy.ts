// What others may see of a calendar: when its owner is busy in the next 14 days, as it was read within the last 5 minutes.
import type { BusyInterval } from '@steward/connectors';
import {
  type BusyMirror,
  type BusyMirrorStore,
  type Connection,
  type ConnectionStore,
  SHARED_FRESH_MS,
  SHARED_MS,
} from '@steward/core';
import { merged } from '@steward/core/slots';
import type { ConnectionFault } from '@steward/core/web-contract';
import { ConnectionFailure } from './accounts.ts';
import { openBusy } from './busy-intervals.ts';
import { toFailure } from './connection-fault.ts';
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

  /** Why there is nothing to read; undefined: there is. */
  const refusal = (connection: Connection | undefined, calendar: string): SeenBusy | undefined => {
    if (!connection || connection.state === 'pending') return { why: 'gone' };
    if (connection.state === 'broken') return { why: 'auth' };
    const isCounted = connection.calendars.find(({ id }) => id === calendar)?.isBusy;
    if (isCounted === undefined) return { why: 'gone' };
    return isCounted ? undefined : { isUncounted: true };
  };

  const underWay = new Map<string, Promise<void>>();

  /** All calendars of a connection are read at once: who asks for another one meanwhile waits for the same reading. */
  const readAnew = async (connection: Connection, signal: AbortSignal | undefined): Promise<void> => {
    const key = `${connection.owner} ${connection.id}`;
    const reading =
      underWay.get(key) ?? calendars.read(connection, signal).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    await reading;
  };

  const opened = async (connection: Connection, mirror: BusyMirror) => {
    const opener = await seal();
    if (!opener) return 'provider-off';
    try {
      return openBusy(opener, connection, mirror);
    } catch (error) {
      const failure = toFailure(error);
      if (failure instanceof ConnectionFailure) return failure.why;
      throw failure;
    }
  };

  return {
    async read(owner, id, calendar, signal) {
      let connection = await connections.get(owner, id);
      const atFirst = refusal(connection, calendar);
      if (!connection || atFirst) return atFirst ?? { why: 'gone' };
      let mirror = await mirrorOf(owner, id, calendar);
      if (!mirror || !isFresh(mirror.readAtMs)) {
        await readAnew(connection, signal);
        // The provider may have said that it is over, or that this calendar is.
        connection = await connections.get(owner, id);
        const now = refusal(connection, calendar);
        if (!connection || now) return now ?? { why: 'gone' };
        mirror = await mirrorOf(owner, id, calendar);
      }
      if (!mirror || !isFresh(mirror.readAtMs))
        return { why: (connection.fault as ConnectionFault | undefined) ?? 'away' };
      const times = await opened(connection, mirror);
      if (typeof times === 'string') return { why: times };
      if (times.unreadable > 0) return { why: 'unreadable-events' };
      const fromMs = clock.now();
      const toMs = fromMs + SHARED_MS;
      return { busy: mergedWithin(times.items, fromMs, toMs), fromMs, toMs, readAtMs: mirror.readAtMs };
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
