// A pending connection that nobody wants, or has confirmed in time: given back, and forgotten.
import type { Connection } from '@steward/core';
import { giveBack } from './give-back.ts';
import type { Linking } from './linking.ts';
import type { ConnectionParts } from './parts.ts';

const HOUR_MS = 60 * 60 * 1000;
/** So long a provider that is away is asked again, once an hour. */
const INSIST_MS = 24 * HOUR_MS;

export const createEnd = (parts: ConnectionParts) => {
  const { connections, clock, log } = parts;

  const end = async (connection: Connection): Promise<void> => {
    const { owner, id, provider, confirmByMs = 0 } = connection;
    const outcome = await giveBack(parts, connection);
    const fields = { action: 'connect', user_id: owner, connection: id, provider, outcome };
    log.info('A connection that nobody confirmed has ended', fields);
    // At Microsoft there is no way to.
    const isLater = outcome === 'kept' && provider !== 'microsoft' && clock.now() < confirmByMs + INSIST_MS;
    if (!isLater) return await connections.remove(owner, id);
    await connections.replace({ ...connection, dueMs: clock.now() + HOUR_MS }, connection.generation);
  };

  return {
    async refuse({ owner, id }: Connection): Promise<void> {
      // First of all nobody can confirm it any more; the rest is done by the clock if this dies.
      if (!(await connections.end(owner, id, clock.now()))) return;
      const ended = await connections.get(owner, id);
      if (ended) await end(ended);
    },
    async expire({ owner, id }: Connection): Promise<void> {
      const there = await connections.get(owner, id);
      if (there?.state === 'pending' && (there.confirmByMs ?? 0) <= clock.now()) await end(there);
    },
  } satisfies Partial<Record<keyof Linking, unknown>>;
};
