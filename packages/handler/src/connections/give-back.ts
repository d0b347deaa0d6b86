// Gives back to a provider what it let us do. At Google that ends everything the same account has allowed: where another
// connection of the person's hangs on it, it stays.
import type { Connection, ConnectionProvider, ConnectionStore } from '@steward/core';
import type { ConsentProvider, Disconnected } from '@steward/core/web-contract';
import type { Providers } from './providers.ts';
import { isSameAccount } from './same-account.ts';
import { placeOf, type Seal } from './seal-tokens.ts';

export interface GiveBackDependencies {
  connections: Pick<ConnectionStore, 'list'>;
  providers: Pick<Providers, 'oauth'>;
  seal: () => Promise<Seal | undefined>;
}

/** How long a person waits for a provider that they are leaving. */
const REVOKE_MS = 5_000;

/** A secret address tells nobody that we had it; a Shortcut's token is ours. An app password is the person's to end. */
const NOBODY_TO_TELL: Record<Exclude<ConnectionProvider, ConsentProvider>, Disconnected['atProvider']> = {
  ics: 'none',
  'apple-notes': 'none',
  caldav: 'kept',
};

const canBeTold = (provider: ConnectionProvider): provider is ConsentProvider =>
  !(provider in NOBODY_TO_TELL);

/** Never throws: what is deleted here must not hang on whether a provider answers. */
export const giveBack = async (
  dependencies: GiveBackDependencies,
  connection: Connection,
): Promise<Disconnected['atProvider']> => {
  const { owner, provider, id } = connection;
  if (!canBeTold(provider)) return NOBODY_TO_TELL[provider];
  try {
    const others = await dependencies.connections.list(owner);
    const isShared = others.some((other) => other.id !== id && isSameAccount(other, connection));
    return isShared ? 'none' : await revoke(dependencies, connection);
  } catch {
    return 'kept';
  }
};

/** Whatever else hangs on it. Never throws. */
export const revoke = async (
  { providers, seal: readSeal }: Pick<GiveBackDependencies, 'providers' | 'seal'>,
  connection: Connection,
): Promise<Disconnected['atProvider']> => {
  const { provider, sealed } = connection;
  if (!canBeTold(provider)) return NOBODY_TO_TELL[provider];
  try {
    const [client, seal] = await Promise.all([providers.oauth(provider), readSeal()]);
    const field = sealed.refreshToken === undefined ? 'accessToken' : 'refreshToken';
    const text = sealed[field];
    if (!client || !seal || text === undefined) return 'kept';
    const token = seal.open(text, placeOf(connection, field));
    const isDone = await client.revoke(token, { signal: AbortSignal.timeout(REVOKE_MS) });
    return isDone ? 'revoked' : 'kept';
  } catch {
    return 'kept';
  }
};
