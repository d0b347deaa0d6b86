// Reads when somebody is busy in the next days, and keeps it sealed. What could not be read stays as it was read last.
import type { Calendar, CalendarInfo, CalendarWindow } from '@steward/connectors';
import type {
  BusyMirrorStore,
  Clock,
  ConnectedCalendar,
  Connection,
  ConnectionStore,
  ProfileStore,
} from '@steward/core';
import type { ConnectionFault } from '@steward/core/web-contract';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import { type BusyTimes, sealBusy } from './busy-intervals.ts';
import { chosenCalendars } from './chosen-calendars.ts';
import { faultOf, faultOfCode } from './connection-fault.ts';
import type { CalendarReading } from './reading.ts';
import type { Seal } from './seal-tokens.ts';
import { createWithin } from './within.ts';

export interface ReadBusyDependencies {
  connections: Pick<ConnectionStore, 'get' | 'note'>;
  mirrors: BusyMirrorStore;
  profiles: Pick<ProfileStore, 'get'>;
  seal: () => Promise<Seal | undefined>;
  withCalendar: CalendarReading['withCalendar'];
  clock: Clock;
  log: Log;
  meter: Meter;
}

const DAYS_MS = 30 * 86_400_000;
/** For all calendars of an account. */
const READING_MS = 45_000;
/** Of one calendar: an item of the table holds 400 kB. */
const MAX_INTERVALS = 4_000;

interface Found {
  infos: CalendarInfo[];
  /** By calendar: those that could be read. */
  busy: Map<string, BusyTimes>;
  /** Of the first that could not. */
  fault: ConnectionFault | undefined;
}

export const createReadBusy = (dependencies: ReadBusyDependencies): CalendarReading['read'] => {
  const { connections, mirrors, profiles, withCalendar, clock, log, meter } = dependencies;
  const within = createWithin(clock);

  const look = async (
    connection: Connection,
    window: CalendarWindow,
    signal: AbortSignal | undefined,
  ): Promise<Found | ConnectionFault> => {
    try {
      return await within(READING_MS, signal, (limit) =>
        withCalendar(connection, async (calendar) => {
          const infos = await calendar.calendars({ signal: limit });
          return { infos, ...(await readAll(calendar, { connection, infos, window, signal: limit })) };
        }),
      );
    } catch (error) {
      const why = faultOf(error);
      if (why === undefined) throw error;
      return why;
    }
  };

  const keep = async (connection: Connection, { fromMs, toMs }: CalendarWindow, found: Found) => {
    const seal = await dependencies.seal();
    if (!seal) return;
    const { owner, id } = connection;
    for (const [calendar, times] of found.busy) {
      const sealed = sealBusy(seal, connection, calendar, times);
      await mirrors.put({ owner, connection: id, calendar, sealed, fromMs, toMs, readAtMs: fromMs });
    }
  };

  /** Those that count no more, or are not there any more. */
  const clear = async ({ owner, id }: Connection, calendars: readonly ConnectedCalendar[]) => {
    const counting = new Set(calendars.filter(({ isBusy }) => isBusy).map((one) => one.id));
    for (const { connection, calendar } of await mirrors.list(owner))
      if (connection === id && !counting.has(calendar)) await mirrors.remove(owner, id, calendar);
  };

  return async (connection, signal) => {
    const { owner, id, provider } = connection;
    const nowMs = clock.now();
    const zone = (await profiles.get(owner))?.zone?.name ?? 'UTC';
    const window = { fromMs: nowMs, toMs: nowMs + DAYS_MS, zone };
    const found = await look(connection, window, signal);
    const fault = typeof found === 'string' ? found : found.fault;
    if (typeof found !== 'string') await keep(connection, window, found);
    const isRead = typeof found !== 'string' && (found.fault === undefined || found.busy.size > 0);
    for (let now = await connections.get(owner, id); ; now = await connections.get(owner, id)) {
      // Disconnected meanwhile: what was kept just now must not stay.
      if (!now) return await mirrors.remove(owner, id);
      if (now.state !== 'active') return;
      const calendars = typeof found === 'string' ? now.calendars : calendarsOf(now, found.infos);
      const lastReadAtMs = isRead ? nowMs : now.lastReadAtMs;
      const noted = {
        calendars,
        ...(lastReadAtMs !== undefined && { lastReadAtMs }),
        ...(fault !== undefined && { fault }),
      };
      if (!(await connections.note(now, noted))) continue;
      await clear(now, calendars);
      meter.time('SyncAge', clock.now() - (lastReadAtMs ?? now.createdAtMs));
      const outcome = fault ?? 'ok';
      log.info('A connection was read', { action: 'read', connection: id, provider, outcome });
      return;
    }
  };
};

const readAll = async (
  calendar: Calendar,
  {
    connection,
    infos,
    window,
    signal,
  }: { connection: Connection; infos: CalendarInfo[]; window: CalendarWindow; signal: AbortSignal },
): Promise<Omit<Found, 'infos'>> => {
  const busy = new Map<string, BusyTimes>();
  let fault: ConnectionFault | undefined;
  // One after the other: nobody waits for it, and providers count requests at once.
  for (const { id, isBusy } of calendarsOf(connection, infos)) {
    if (!isBusy) continue;
    try {
      const { items, unread } = await calendar.busy([id], window, { signal });
      const [whole] = unread.flatMap(({ code }) => (code === 'unreadable-events' ? [] : [faultOfCode(code)]));
      if (whole || items.length > MAX_INTERVALS) fault ??= whole ?? 'too-large';
      else busy.set(id, { items, unreadable: unread.reduce((sum, { count = 0 }) => sum + count, 0) });
    } catch (error) {
      const why = faultOf(error);
      if (why === undefined || why === 'auth' || signal.aborted) throw error;
      fault ??= why;
      if (why === 'throttled') break;
    }
  }
  return { busy, fault };
};

/** What a person called a feed it is called still. */
const calendarsOf = (
  { provider, calendars }: Connection,
  infos: readonly CalendarInfo[],
): ConnectedCalendar[] => {
  const names = new Map(calendars.map(({ id, name }) => [id, name]));
  return chosenCalendars(infos, calendars).map((calendar) => ({
    ...calendar,
    name: (provider === 'ics' ? names.get(calendar.id) : undefined) ?? calendar.name,
  }));
};
