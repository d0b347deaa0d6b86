// What reading means for each kind of connection, and what the first reading decides: where new things go, until the person
// says otherwise.
import type { Clock, Connection, ConnectionStore } from '@steward/core';
import type { ConnectionFault } from '@steward/core/web-contract';
import { ConnectionFailure } from './accounts.ts';
import { chosenCalendars } from './chosen-calendars.ts';
import { toFailure } from './connection-fault.ts';
import { firstTarget } from './current-target.ts';
import { usedConnections } from './keep-account.ts';
import type { NoteTargets } from './note-targets.ts';
import type { CalendarReading } from './reading.ts';
import { createWithin } from './within.ts';

export interface ReadConnectionDependencies {
  connections: Pick<ConnectionStore, 'choose' | 'get' | 'list' | 'note'>;
  calendars: Pick<CalendarReading, 'read'>;
  notes: Pick<NoteTargets, 'databases' | 'test'>;
  clock: Clock;
}

const NOTES_MS = 20_000;

export const createReadConnection = (dependencies: ReadConnectionDependencies): CalendarReading['read'] => {
  const { connections, calendars, notes, clock } = dependencies;
  const within = createWithin(clock);

  /** The databases that notes can go to, and whether the chosen one still takes some. */
  const look = async (connection: Connection, signal: AbortSignal | undefined) => {
    try {
      const databases = await within(NOTES_MS, signal, async () => {
        const found = await notes.databases(connection);
        await notes.test(connection);
        return found;
      });
      return databases.map((one) => ({ ...one, writable: true }));
    } catch (error) {
      const failure = toFailure(error);
      if (failure instanceof ConnectionFailure) return failure.why;
      throw failure;
    }
  };

  const readNotes = async (connection: Connection, signal: AbortSignal | undefined): Promise<void> => {
    const { owner, id } = connection;
    const found = await look(connection, signal);
    const nowMs = clock.now();
    const isNoted = async (now: Connection): Promise<boolean> => {
      const { lastReadAtMs } = now;
      if (typeof found === 'string') {
        const kept = { calendars: now.calendars, ...(lastReadAtMs !== undefined && { lastReadAtMs }) };
        return await connections.note(now, { ...kept, fault: found satisfies ConnectionFault });
      }
      // When somebody is busy stands in none of them.
      const databases = chosenCalendars(found).map((one) => ({ ...one, isBusy: false }));
      return await connections.note(now, { calendars: databases, lastReadAtMs: nowMs });
    };
    let now = await connections.get(owner, id);
    while (now?.state === 'active' && !(await isNoted(now))) now = await connections.get(owner, id);
  };

  const chooseFirst = async ({ owner, id }: Connection): Promise<void> => {
    const all = await usedConnections(connections, owner);
    const read = all.find((one) => one.id === id);
    const target = read && firstTarget(read, all);
    if (!target) return;
    const { calendars: known } = read;
    await connections.choose(owner, id, { calendars: known, target, targetChosenAtMs: clock.now() });
  };

  return async (connection, signal) => {
    const { provider, lastReadAtMs } = connection;
    // A Shortcut comes by itself.
    if (provider === 'apple-notes') return;
    if (provider === 'notion') await readNotes(connection, signal);
    else await calendars.read(connection, signal);
    if (lastReadAtMs === undefined) await chooseFirst(connection);
  };
};
