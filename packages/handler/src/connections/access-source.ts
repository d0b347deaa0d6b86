// The access tokens of connections whose provider gives some, whichever it is. Made when one is asked for first.
import type { Clock, ConnectionStore } from '@steward/core';
import { ConnectionFailure } from './accounts.ts';
import type { MeasureCalls } from './measure-calls.ts';
import type { Providers } from './providers.ts';
import { createTokenSource, type RequestTokens } from './refresh-token.ts';
import { createRequestTokens } from './request-tokens.ts';
import type { Seal } from './seal-tokens.ts';

export interface AccessDependencies {
  connections: ConnectionStore;
  providers: Pick<Providers, 'oauth'>;
  seal: () => Promise<Seal | undefined>;
  measure: MeasureCalls;
  clock: Clock;
}

export interface AccessToken {
  token: string;
  generation: number;
}

/** @param refused as a token source takes it. Throws a `ConnectionFailure`, and what the provider's client throws. */
export type AccessSource = (owner: number, id: string, refused?: number) => Promise<AccessToken>;

export const createAccessSource = (dependencies: AccessDependencies): AccessSource => {
  const { connections, providers, measure, clock } = dependencies;

  const requestTokens: RequestTokens = async (connection, ...asked) => {
    const { provider } = connection;
    const client = hasTokens(provider) ? await providers.oauth(provider) : undefined;
    const refresh: typeof client = client && {
      ...client,
      refresh: (...how) => measure(provider, () => client.refresh(...how)),
    };
    return await createRequestTokens({ ...(refresh && { [provider]: refresh }) })(connection, ...asked);
  };

  let made: { seal: Seal; source: ReturnType<typeof createTokenSource> } | undefined;
  return async (owner, id, refused) => {
    const seal = await dependencies.seal();
    if (!seal) throw new ConnectionFailure('provider-off');
    if (made?.seal !== seal)
      made = { seal, source: createTokenSource({ connections, seal, requestTokens, clock }) };
    const access = await made.source(owner, id, refused);
    if (access.status === 'ready') return access;
    throw new ConnectionFailure(access.status === 'absent' ? 'gone' : 'auth');
  };
};

const TOKENS = ['google', 'microsoft', 'notion'] as const;

const hasTokens = (provider: string): provider is (typeof TOKENS)[number] =>
  (TOKENS as readonly string[]).includes(provider);
