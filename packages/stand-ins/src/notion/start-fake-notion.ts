// A Notion that fits on one machine: its consent page, its tokens, and the databases that notes go to.
import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '@steward/core';
import type { KeptGrant } from '../oauth/grants.ts';
import { notionFlavour } from '../oauth/oauth-flavour.ts';
import {
  createOAuthPart,
  type OAuthClientRegistration,
  type OAuthPart,
  type OAuthSwitches,
} from '../oauth/oauth-part.ts';
import { type FakeService, startFakeService } from '../service/start-fake-service.ts';
import { notionFault } from './notion-error.ts';
import { createNotionPart } from './notion-part.ts';
import {
  createNotionStore,
  type NotionPage,
  type NotionProperty,
  type NotionSource,
  type NotionState,
} from './notion-store.ts';

export interface FakeNotionOptions {
  port?: number;
  client: OAuthClientRegistration;
  /** Addresses; each has a database from the start, `Notes`. */
  accounts?: string[];
  clock?: Clock;
  /** What an earlier one had. */
  kept?: KeptNotion | undefined;
  /** Is told what there is before each answer, and waited for. */
  keep?: (state: KeptNotion) => Promise<void>;
}

export interface KeptNotion extends NotionState {
  grants: readonly KeptGrant[];
}

export interface FakeNotion extends FakeService {
  oauth: Omit<OAuthPart, 'part'>;
  /** May be turned while it runs. */
  switches: OAuthSwitches & { pageSize: number };
  addDatabase(account: string, name: string, properties?: Record<string, NotionProperty>): NotionSource;
  databases(account: string): NotionSource[];
  /** Those of a database, in the trash too. Each may be changed as the person would. */
  pages(database: string): NotionPage[];
}

export const startFakeNotion = async ({
  port = 0,
  client,
  accounts = ['ada@example.com'],
  clock = systemClock,
  kept,
  keep,
}: FakeNotionOptions): Promise<FakeNotion> => {
  const store = createNotionStore(kept, clock.now);
  const addDatabase: FakeNotion['addDatabase'] = (account, name, properties = {}) =>
    store.addSource(account, name, { Name: { id: 'title', type: 'title' }, ...properties });
  for (const account of accounts) if (store.sourcesOf(account).length === 0) addDatabase(account, 'Notes');
  const switches: FakeNotion['switches'] = { pageSize: 100 };
  const { part, ...oauth } = createOAuthPart(
    { flavour: notionFlavour, client, accounts, switches, answerExtras, kept: kept?.grants },
    clock,
  );
  const notion = createNotionPart({ oauth, store, paging: switches });
  const service = await startFakeService([part, notion], {
    port,
    notFound: notionFault('invalid_request_url'),
    settle: async () => keep?.({ grants: oauth.kept(), ...store.kept() }),
  });
  return {
    ...service,
    oauth,
    switches,
    addDatabase,
    databases: store.sourcesOf,
    pages: store.pagesOf,
  };
};

/** Whose token it is: Notion tells it nowhere else. */
const answerExtras = (account: string): object => ({
  bot_id: createHash('sha256').update(account).digest('hex').slice(0, 32),
  workspace_name: 'Demo workspace',
  owner: { type: 'user', user: { object: 'user', person: { email: account } } },
});
