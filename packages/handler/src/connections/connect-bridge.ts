// The Shortcut that carries notes to and from Apple Notes: it shows a token, of which only the hash is kept.
import { randomBytes } from 'node:crypto';
import type { Clock, Connection, ConnectionStore } from '@steward/core';
import { signInTokenOf, TOKEN_BYTES } from '@steward/core/tokens';
import { ConnectionFailure } from './accounts.ts';
import { keepAccount, usedConnections } from './keep-account.ts';
import type { Seal } from './seal-tokens.ts';

export interface BridgeDependencies {
  connections: Pick<ConnectionStore, 'list' | 'put'>;
  seal: () => Promise<Seal | undefined>;
  clock: Pick<Clock, 'now'>;
}

/** The one place of Apple Notes. */
const PLACE = { id: 'notes', name: 'Apple Notes', writable: true };

/** In the place of the one before, whose token ends. */
export const connectBridge = async (
  dependencies: BridgeDependencies,
  owner: number,
): Promise<{ connection: Connection; token: string }> => {
  if (!(await dependencies.seal())) throw new ConnectionFailure('provider-off');
  const all = await usedConnections(dependencies.connections, owner);
  const { token, hash } = signInTokenOf(owner, randomBytes(TOKEN_BYTES));
  const connection = await keepAccount(dependencies, {
    ...{ owner, provider: 'apple-notes', account: PLACE.name, found: [PLACE], tokenHash: hash },
    before: all.find(({ provider }) => provider === 'apple-notes'),
    // There is one of a person: two that are asked for at once have the same name.
    id: `apple-notes-${owner}`,
    seal: () => ({}),
  });
  return { connection, token };
};
