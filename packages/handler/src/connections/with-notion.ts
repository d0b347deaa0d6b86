// Notion of one connection, with a token that is good.
import { createNotion, type Notion } from '@steward/connectors/notes';
import type { Connection } from '@steward/core';
import { createAccessSource } from './access-source.ts';
import { createMeasureCalls } from './measure-calls.ts';
import type { ConnectionParts } from './parts.ts';
import { withRenewal } from './with-renewal.ts';

type Dependencies = Pick<ConnectionParts, 'clock' | 'connections' | 'meter' | 'providers' | 'seal'>;

/** Throws what Notion's client throws, and what an access source throws. */
export type WithNotion = <T>(connection: Connection, use: (notion: Notion) => Promise<T>) => Promise<T>;

export const createWithNotion = (dependencies: Dependencies): WithNotion => {
  const { providers } = dependencies;
  const measure = createMeasureCalls(dependencies);
  const access = createAccessSource({ ...dependencies, measure });

  return async ({ owner, id, provider }, use) => {
    const origin = providers.originOf('notion');
    const fetch = await providers.fetch();
    return await withRenewal(
      (refused) => access(owner, id, refused),
      ({ token: accessToken }) =>
        measure(provider, () =>
          use(createNotion({ fetch, accessToken, ...(origin !== undefined && { origin }) })),
        ),
    );
  };
};
