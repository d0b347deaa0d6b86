// The calendars of a pretended Google account, and every change of their events in order.
import { randomBytes } from 'node:crypto';
import type { FakeMail } from '../service/mails.ts';
import type { GoogleTime } from './google-times.ts';

export interface GoogleEvent {
  id: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  etag: string;
  summary?: string;
  start: GoogleTime;
  end: GoogleTime;
  transparency?: string;
  eventType?: string;
  recurringEventId?: string;
  attendees?: { email: string; self?: boolean; responseStatus: string }[];
  [field: string]: unknown;
}

export type AccessRole = 'owner' | 'writer' | 'reader' | 'freeBusyReader';

export interface GoogleCalendar {
  id: string;
  summary: string;
  timeZone: string;
  accessRole: AccessRole;
  primary?: boolean;
  /** freeBusy tells this reason instead of what is busy. */
  unreadable?: string;
}

/** An event as tests seed it; the rest is filled in. */
export type SeededEvent = Partial<GoogleEvent> & Pick<GoogleEvent, 'start' | 'end'>;

/** What outlives the process. */
export interface KeptEvents {
  changes: number;
  calendars: { account: string; id: string; events: (GoogleEvent & { changed: number })[] }[];
}

interface Kept {
  calendar: GoogleCalendar;
  events: Map<string, GoogleEvent & { changed: number }>;
}

export const createGoogleStore = () => {
  const accounts = new Map<string, Map<string, Kept>>();
  const mails: FakeMail[] = [];
  let changes = 0;
  /** What changed up to here is forgotten: older sync tokens are refused. */
  let forgotten = -1;

  const keptOf = (account: string): Map<string, Kept> => {
    const found = accounts.get(account) ?? new Map<string, Kept>();
    accounts.set(account, found);
    return found;
  };
  const put = (kept: Kept, event: Omit<GoogleEvent, 'etag'>): GoogleEvent => {
    changes += 1;
    const stored = { ...event, etag: `"${3_000_000_000_000 + changes}"`, changed: changes } as GoogleEvent & {
      changed: number;
    };
    kept.events.set(stored.id, stored);
    return stored;
  };
  return {
    addCalendar: (account: string, calendar: GoogleCalendar): void => {
      keptOf(account).set(calendar.id, { calendar, events: new Map() });
    },
    calendars: (account: string): GoogleCalendar[] =>
      [...keptOf(account).values()].map(({ calendar }) => calendar),
    /** `primary` is a name for the calendar that is. */
    find: (account: string, id: string): Kept | undefined =>
      id === 'primary'
        ? [...keptOf(account).values()].find(({ calendar }) => calendar.primary)
        : keptOf(account).get(id),
    put,
    /** Whatever was sent, in order. */
    mails,
    seed: (kept: Kept, event: SeededEvent): GoogleEvent =>
      put(kept, { id: randomBytes(13).toString('hex'), status: 'confirmed', ...event }),
    remove: (kept: Kept, event: GoogleEvent): GoogleEvent => put(kept, { ...event, status: 'cancelled' }),
    kept: (): KeptEvents => ({
      changes,
      calendars: [...accounts].flatMap(([account, calendars]) =>
        [...calendars].map(([id, { events }]) => ({ account, id, events: [...events.values()] })),
      ),
    }),
    /** Into the calendars that are there. Older sync tokens go on: changes are counted on. */
    restore: (kept: KeptEvents): void => {
      changes = kept.changes;
      for (const { account, id, events } of kept.calendars)
        for (const event of events) accounts.get(account)?.get(id)?.events.set(event.id, event);
    },
    now: (): number => changes,
    remembers: (change: number): boolean => change > forgotten && change <= changes,
    forgetChanges: (): void => {
      forgotten = changes;
    },
  };
};

export type GoogleStore = ReturnType<typeof createGoogleStore>;
export type KeptCalendar = Kept;
