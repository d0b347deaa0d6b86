// A Microsoft that fits on one machine: its consent page, its tokens and the calendars of its mailboxes.
import type { Clock } from '@steward/core';
import { microsoftFlavour } from '../oauth/oauth-flavour.ts';
import {
  createOAuthPart,
  type OAuthClientRegistration,
  type OAuthPart,
  type OAuthSwitches,
} from '../oauth/oauth-part.ts';
import type { FakeMail } from '../service/mails.ts';
import { type FakeService, startFakeService } from '../service/start-fake-service.ts';
import { graphFault, refuse } from './graph-error.ts';
import { createGraphPart, type GraphSwitches } from './graph-part.ts';
import {
  createGraphStore,
  type GraphCalendar,
  type GraphEvent,
  type SeededGraphEvent,
} from './graph-store.ts';

export interface FakeGraphOptions {
  port?: number;
  client: OAuthClientRegistration;
  /** Addresses; each has a calendar from the start. */
  accounts?: string[];
  clock?: Clock;
}

export interface FakeGraph extends FakeService {
  oauth: Omit<OAuthPart, 'part'>;
  /** May be turned while it runs. */
  switches: OAuthSwitches & GraphSwitches;
  /** The first is the one that each has from the start. */
  calendars(account: string): GraphCalendar[];
  addCalendar(account: string, fields?: { name?: string; canEdit?: boolean }): GraphCalendar;
  seed(account: string, calendar: string, event: SeededGraphEvent): GraphEvent;
  events(account: string, calendar: string): GraphEvent[];
  /** As the person would, in Outlook itself: any change gives another change key. */
  change(account: string, id: string, fields: Partial<GraphEvent>): void;
  remove(account: string, id: string): void;
  /** What guests of events were sent, in order. */
  mails: readonly FakeMail[];
  /** Requests to mailboxes wait until what comes back is called. */
  hold(): () => void;
}

export const startFakeGraph = async ({
  port = 0,
  client,
  accounts = ['ada@example.com'],
  clock,
}: FakeGraphOptions): Promise<FakeGraph> => {
  const store = createGraphStore();
  for (const account of accounts) store.addCalendar(account);
  const switches: FakeGraph['switches'] = { pageSize: 1_000 };
  const { part, ...oauth } = createOAuthPart(
    { flavour: microsoftFlavour, client, accounts, switches },
    clock,
  );
  const graph = createGraphPart({ oauth, store, switches });
  const service = await startFakeService([part, graph], { port, notFound: graphFault('ResourceNotFound') });
  const keptOf = (account: string, id: string) =>
    store.mailbox(account).calendars.get(id) ?? refuse('ErrorItemNotFound');
  const eventOf = (account: string, id: string) => store.find(account, id) ?? refuse('ErrorItemNotFound');
  return {
    ...service,
    oauth,
    switches,
    calendars: (account) => [...store.mailbox(account).calendars.values()].map(({ calendar }) => calendar),
    mails: store.mails,
    addCalendar: store.addCalendar,
    seed: (account, id, event) => store.add(keptOf(account, id), event),
    events: (account, id) => [...keptOf(account, id).events.values()],
    change: (account, id, fields) => {
      const { kept, event } = eventOf(account, id);
      store.put(kept, { ...event, ...fields });
    },
    remove: (account, id) => {
      const { kept, event } = eventOf(account, id);
      kept.events.delete(event.id);
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      switches.held = promise;
      return () => {
        delete switches.held;
        resolve();
      };
    },
  };
};
