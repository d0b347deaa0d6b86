// Asks the provider of a connection for new tokens, by the client that knows it.
import type { OAuthClient, OAuthErrorCode } from '@steward/connectors';
import { type ConnectionProvider, StewardError } from '@steward/core';
import type { RequestTokens } from './refresh-token.ts';

/** Of the providers that are configured. */
export type OAuthClients = { [Provider in ConnectionProvider]?: Pick<OAuthClient, 'refresh'> };

const ENDED: OAuthErrorCode = 'invalid-grant';

export const createRequestTokens =
  (clients: OAuthClients): RequestTokens =>
  async ({ provider }, refreshToken, signal) => {
    const client = clients[provider];
    // The operator may have it on again tomorrow: nothing is broken.
    if (!client) throw new StewardError('provider-off', `${provider} is not configured`);
    try {
      return await client.refresh(refreshToken, { signal });
    } catch (error) {
      // By its code: the class would bring all clients of calendars along.
      if ((error as { code?: unknown } | null)?.code === ENDED) return 'invalid_grant';
      throw error;
    }
  };
