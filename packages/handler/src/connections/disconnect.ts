// The end of a connection: given back where that can be, and gone here in any case.
import { randomUUID } from 'node:crypto';
import type { BusyMirrorStore, Clock, Connection, ConnectionStore } from '@steward/core';
import type { Disconnected } from '@steward/core/web-contract';
import type { Ended } from './accounts.ts';
import { type GiveBackDependencies, giveBack } from './give-back.ts';

export interface DisconnectDependencies extends GiveBackDependencies {
  connections: Pick<ConnectionStore, 'get' | 'lease' | 'list' | 'remove'>;
  mirrors: Pick<BusyMirrorStore, 'remove'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Longer than giving back takes. */
const LEASE_MS = 15_000;
/** So often somebody who asks for new tokens just now is waited for. */
const [TRIES, PAUSE_MS] = [6, 500];

export const createDisconnect = (dependencies: DisconnectDependencies) => {
  const { connections, mirrors, clock } = dependencies;

  /** With the newest tokens there are, and nobody asks for others meanwhile. */
  const held = async (first: Connection): Promise<Connection> => {
    const { owner, id } = first;
    const holder = randomUUID();
    let connection = first;
    for (let tries = 0; tries < TRIES && connection.state === 'active'; tries += 1) {
      const { generation } = connection;
      const refresh = { owner, id, generation, holder };
      if (await connections.lease(refresh, clock.now(), clock.now() + LEASE_MS)) break;
      await clock.sleep(PAUSE_MS);
      connection = (await connections.get(owner, id)) ?? connection;
    }
    return connection;
  };

  const end = async (connection: Connection): Promise<Disconnected['atProvider']> => {
    const { owner, id } = connection;
    const atProvider = await giveBack(dependencies, await held(connection));
    await connections.remove(owner, id);
    await mirrors.remove(owner, id);
    return atProvider;
  };

  return {
    async disconnect(owner: number, id: string): Promise<Disconnected['atProvider']> {
      const connection = await connections.get(owner, id);
      if (connection && connection.state !== 'pending') return await end(connection);
      // Also behind a try that died between the two.
      if (!connection) await mirrors.remove(owner, id);
      return 'none';
    },

    /** Those of one account one after the other: the last gives it back for all. */
    async disconnectAll(owner: number): Promise<Ended[]> {
      const all = await connections.list(owner).catch(() => []);
      const accounts = Map.groupBy(all, ({ provider, account }) => `${provider} ${account}`);
      const ended = await Promise.all(
        [...accounts.values()].map(async (same) => {
          const ends: Ended[] = [];
          for (const connection of same) {
            const atProvider = await end(connection).catch((): Disconnected['atProvider'] => 'kept');
            ends.push({ provider: connection.provider, atProvider });
          }
          return ends;
        }),
      );
      return ended.flat();
    },
  };
};
