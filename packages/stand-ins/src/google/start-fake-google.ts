// A Google that fits on one machine: its consent page, its tokens and its calendars.
import type { Clock } from '@steward/core';
import type { KeptGrant } from '../oauth/grants.ts';
import { googleFlavour } from '../oauth/oauth-flavour.ts';
import {
  createOAuthPart,
  type OAuthClientRegistration,
  type OAuthPart,
  type OAuthSwitches,
} from '../oauth/oauth-part.ts';
import type { FakeMail } from '../service/mails.ts';
import { type FakeService, startFakeService } from '../service/start-fake-service.ts';
import { createCalendarPart } from './calendar-part.ts';
import { googleFault, refuse } from './google-error.ts';
import {
  createGoogleStore,
  type GoogleCalendar,
  type GoogleEvent,
  type KeptEvents,
  type SeededEvent,
} from './google-store.ts';

export interface FakeGoogleOptions {
  port?: number;
  client: OAuthClientRegistration;
  /** Addresses; each has a calendar of its own from the start. */
  accounts?: string[];
  /** Beside that one, in each account. */
  calendars?: GoogleCalendar[];
  timeZone?: string;
  clock?: Clock;
  /** What an earlier one had. */
  kept?: KeptGoogle | undefined;
  /** Is told what there is before each answer, and waited for. */
  keep?: (state: KeptGoogle) => Promise<void>;
}

export interface KeptGoogle {
  grants: readonly KeptGrant[];
  events: KeptEvents;
}

export interface FakeGoogle extends FakeService {
  oauth: Omit<OAuthPart, 'part'>;
  /** May be turned while it runs. */
  switches: OAuthSwitches & { pageSize: number };
  addCalendar(account: string, calendar: GoogleCalendar): void;
  seed(account: string, calendar: string, event: SeededEvent): GoogleEvent;
  /** Those of a calendar, deleted ones too. */
  events(account: string, calendar: string): GoogleEvent[];
  /** As the person would, in the calendar itself: any change gives another ETag. */
  change(account: string, calendar: string, id: string, fields: Partial<GoogleEvent>): void;
  /** What guests of events were sent, in order. */
  mails: readonly FakeMail[];
  /** Older sync tokens are refused from now on. */
  forgetChanges(): void;
}

export const startFakeGoogle = async ({
  port = 0,
  client,
  accounts = ['ada@example.com'],
  calendars = [],
  timeZone = 'Europe/Berlin',
  clock,
  kept,
  keep,
}: FakeGoogleOptions): Promise<FakeGoogle> => {
  const store = createGoogleStore();
  for (const account of accounts) {
    const own = { id: account, summary: account, timeZone, accessRole: 'owner', primary: true } as const;
    for (const calendar of [own, ...calendars]) store.addCalendar(account, calendar);
  }
  if (kept) store.restore(kept.events);
  const switches: FakeGoogle['switches'] = { pageSize: 2_500 };
  const { part, ...oauth } = createOAuthPart(
    { flavour: googleFlavour, client, accounts, switches, kept: kept?.grants },
    clock,
  );
  const calendar = createCalendarPart({ oauth, store, paging: switches });
  const service = await startFakeService([part, calendar], {
    port,
    notFound: googleFault('notFound'),
    settle: async () => keep?.({ grants: oauth.kept(), events: store.kept() }),
  });
  const keptOf = (account: string, id: string) => store.find(account, id) ?? refuse('notFound');
  return {
    ...service,
    oauth,
    switches,
    mails: store.mails,
    addCalendar: store.addCalendar,
    seed: (account, id, event) => store.seed(keptOf(account, id), event),
    events: (account, id) => [...keptOf(account, id).events.values()],
    change: (account, id, event, fields) => {
      const kept = keptOf(account, id);
      store.put(kept, { ...(kept.events.get(event) ?? refuse('notFound')), ...fields });
    },
    forgetChanges: store.forgetChanges,
  };
};
