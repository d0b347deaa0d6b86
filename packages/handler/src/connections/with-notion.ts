// Notion of one connection: with a token that is good, and with another one where it is refused although it had not ended.
import { createNotion, type Notion } from '@steward/connectors/notes';
import type { Connection } from '@steward/core';
import { createAccessSource } from './access-source.ts';
import { faultOf } from './connection-fault.ts';
import { createMeasureCalls } from './measure-calls.ts';
import type { ConnectionParts } from './parts.ts';

type Dependencies = Pick<ConnectionParts, 'clock' | 'connections' | 'meter' | 'providers' | 'seal'>;

/** Throws what Notion's client throws, and what an access source throws. */
export type WithNotion = <T>(connection: Connection, use: (notion: Notion) => Promise<T>) => Promise<T>;

export const createWithNotion = (dependencies: Dependencies): WithNotion => {
  const { providers } = dependencies;
  const measure = createMeasureCalls(dependencies);
  const access = createAccessSource({ ...dependencies, measure });

  return async ({ owner, id, provider }, use) => {
    const origin = providers.originOf('notion');
    const once = async (accessToken: string) => {
      const fetch = await providers.fetch();
      const notion = createNotion({ fetch, accessToken, ...(origin !== undefined && { origin }) });
      return await measure(provider, () => use(notion));
    };
    const first = await access(owner, id);
    try {
      return await once(first.token);
    } catch (error) {
      if (faultOf(error) !== 'auth') throw error;
      return await once((await access(owner, id, first.generation)).token);
    }
  };
};
