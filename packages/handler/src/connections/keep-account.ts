// Writes down an account that was just looked at. Connected again it keeps its id, and with it everything that was chosen.
import { randomUUID } from 'node:crypto';
import type { Calendar } from '@steward/connectors';
import type { Clock, ConnectedCalendar, Connection, ConnectionStore, SealedSecrets } from '@steward/core';
import { ConnectionFailure } from './accounts.ts';
import { chosenCalendars } from './chosen-calendars.ts';
import { firstTarget } from './current-target.ts';

export const MAX_CONNECTIONS = 10;

export interface NewAccount {
  owner: number;
  provider: Connection['provider'];
  account: string;
  /** The connection whose place it takes. */
  before: Connection | undefined;
  /** Of one that takes nobody's place; absent: a random one. */
  id?: string;
  found: Awaited<ReturnType<Calendar['calendars']>>;
  seal(whose: Pick<Connection, 'owner' | 'provider' | 'id'>): SealedSecrets;
  /** Read as soon as the clock looks again. Absent: there is nothing to read. */
  dueMs?: number;
  tokenHash?: string;
}

/** Those that are used: a pending one is none yet. */
export const usedConnections = async (
  connections: Pick<ConnectionStore, 'list'>,
  owner: number,
): Promise<Connection[]> => (await connections.list(owner)).filter(({ state }) => state !== 'pending');

export const mustHaveRoom = (all: readonly Connection[]): void => {
  if (all.length >= MAX_CONNECTIONS) throw new ConnectionFailure('too-many');
};

export const keepAccount = async (
  { connections, clock }: { connections: Pick<ConnectionStore, 'list' | 'put'>; clock: Pick<Clock, 'now'> },
  made: NewAccount,
): Promise<Connection> => {
  const { owner, provider, account, before, found, dueMs, tokenHash } = made;
  const id = before?.id ?? made.id ?? randomUUID();
  const calendars = chosenCalendars(found, before?.calendars);
  const all = await usedConnections(connections, owner);
  if (!before) mustHaveRoom(all);
  const connection: Connection = {
    ...{ owner, id, provider, account, scopes: [], state: 'active', calendars },
    sealed: made.seal({ owner, provider, id }),
    generation: (before?.generation ?? 0) + 1,
    ...targetOf(made, { calendars, all, nowMs: clock.now() }),
    ...(dueMs !== undefined && { dueMs }),
    ...(tokenHash !== undefined && { tokenHash }),
    createdAtMs: before?.createdAtMs ?? clock.now(),
  };
  await connections.put(connection);
  return connection;
};

/** As it was chosen; of a new one, where nobody has chosen any place yet. */
const targetOf = (
  { provider, account, before, found }: NewAccount,
  { calendars, all, nowMs }: { calendars: ConnectedCalendar[]; all: readonly Connection[]; nowMs: number },
): Pick<Connection, 'target' | 'targetChosenAtMs'> => {
  const { target, targetChosenAtMs = nowMs } = before ?? {};
  const isKept = found.some(({ id, writable }) => writable && id === target);
  const first = before ? undefined : firstTarget({ provider, account, calendars }, all);
  const place = isKept ? target : first;
  return place === undefined ? {} : { target: place, targetChosenAtMs };
};
