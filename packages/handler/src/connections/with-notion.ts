// Notion of one connection: a token that is good, and another one where it is refused although it had not ended.
import { ConnectorError, createNotion, type Notion } from '@steward/connectors/notes';
import { type Connection, StewardError } from '@steward/core';
import type { ConnectionParts } from './parts.ts';
import { createTokenSource } from './refresh-token.ts';
import { createRequestTokens } from './request-tokens.ts';

type Dependencies = Pick<ConnectionParts, 'clock' | 'connections' | 'providers' | 'seal'>;

export const createWithNotion = ({ clock, connections, providers, seal: openSeal }: Dependencies) => {
  const tokensOf = async () => {
    const [seal, client] = await Promise.all([openSeal(), providers.oauth('notion')]);
    if (!seal || !client) throw new StewardError('provider-off', 'Notion is not configured');
    return createTokenSource({
      ...{ connections, seal, clock },
      requestTokens: createRequestTokens({ notion: client }),
    });
  };
  return async <T>({ owner, id }: Connection, use: (notion: Notion) => Promise<T>): Promise<T> => {
    const [tokens, fetch] = [await tokensOf(), await providers.fetch()];
    const origin = providers.originOf('notion');
    for (let refused: number | undefined; ; ) {
      const access = await tokens(owner, id, refused);
      if (access.status !== 'ready') throw new ConnectorError(access.status === 'absent' ? 'gone' : 'auth');
      try {
        const accessToken = access.token;
        return await use(createNotion({ fetch, accessToken, ...(origin !== undefined && { origin }) }));
      } catch (error) {
        const isRefused = error instanceof ConnectorError && error.code === 'auth';
        if (!isRefused || refused !== undefined) throw error;
        refused = access.generation;
      }
    }
  };
};
