// The end of a connection: given back where that can be, and gone here in any case.
import { randomUUID } from 'node:crypto';
import type { BusyMirrorStore, Clock, Connection, ConnectionStore } from '@steward/core';
import type { Disconnected } from '@steward/core/web-contract';
import type { Log } from '../observability/log.ts';
import type { Ended } from './accounts.ts';
import { type GiveBackDependencies, giveBack, revoke } from './give-back.ts';

export interface DisconnectDependencies extends GiveBackDependencies {
  connections: Pick<ConnectionStore, 'get' | 'lease' | 'list' | 'remove'>;
  mirrors: Pick<BusyMirrorStore, 'remove'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Pick<Log, 'info'>;
}

/** Longer than giving back takes. */
const LEASE_MS = 15_000;
/** So often somebody who asks for new tokens just now is waited for. */
const [TRIES, PAUSE_MS] = [6, 500];
/** For all that a person has connected. */
const ALL_MS = 15_000;

export const createDisconnect = (dependencies: DisconnectDependencies) => {
  const { connections, mirrors, clock, log } = dependencies;

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
    log.info('Somebody disconnected an account', {
      ...{ action: 'disconnect', user_id: owner, connection: id },
      ...{ provider: connection.provider, outcome: atProvider },
    });
    return atProvider;
  };

  /** One of them opens what all of them do. */
  const oneOf = async (same: readonly Connection[]): Promise<Disconnected['atProvider']> => {
    let last: Disconnected['atProvider'] = 'none';
    for (const connection of same) {
      last = await held(connection)
        .then((there) => revoke(dependencies, there))
        .catch(() => 'kept');
      if (last !== 'kept') break;
    }
    return last;
  };

  return {
    async disconnect(owner: number, id: string): Promise<Disconnected['atProvider']> {
      const connection = await connections.get(owner, id);
      if (connection && connection.state !== 'pending') return await end(connection);
      // Also behind a try that died between the two.
      if (!connection) await mirrors.remove(owner, id);
      return 'none';
    },

    async giveBackAll(owner: number): Promise<Ended[]> {
      const accounts = Map.groupBy(await connections.list(owner), accountOf);
      const isDone = new AbortController();
      const overdue = clock.sleep(ALL_MS, isDone.signal).then((): 'kept' => 'kept');
      const ended = await Promise.all(
        [...accounts.values()].map(async (same) => ({
          provider: (same[0] as Connection).provider,
          atProvider: await Promise.race([oneOf(same), overdue]),
        })),
      );
      isDone.abort();
      return ended;
    },
  };
};

const accountOf = ({ provider, account, accountId = account }: Connection): string =>
  JSON.stringify([provider, accountId]);
