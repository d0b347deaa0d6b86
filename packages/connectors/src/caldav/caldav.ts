// The calendars of an account on a CalDAV server: Apple's, Nextcloud, Fastmail, Radicale and others.
import { busyOf } from '../calendar/busy-of.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { readEach } from '../calendar/read-each.ts';
import { ConnectorError } from '../connector-error.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { createDavClient } from './dav-client.ts';
import { findHome, listCalendars } from './discover.ts';
import { readEvents } from './read-events.ts';
import { createEvent, undoEvent } from './write-event.ts';

export interface CalDavDependencies {
  fetch: GuardedFetch;
  /** Of the server, with or without a path; `https://caldav.icloud.com` for Apple. */
  url: string;
  username: string;
  /** Best one made for this app. Apple's opens everything of the account: say so. */
  password: string;
  /** From `test`: whose answers to invitations count. */
  addresses?: readonly string[];
  now?: () => number;
}

/** @throws {ConnectorError} `forbidden-address` when the URL is none */
export const createCalDav = ({
  fetch,
  url,
  username,
  password,
  addresses = [],
  now = Date.now,
}: CalDavDependencies): Calendar => {
  if (!URL.canParse(url)) throw new ConnectorError('forbidden-address');
  const server = new URL(url);
  const dav = createDavClient({ fetch, server, username, password });

  const events: Calendar['events'] = (calendarIds, window, { signal } = {}) =>
    readEach(calendarIds, (calendarId) => readEvents(dav, { calendarId, window, addresses, signal }));

  return {
    test: async ({ signal } = {}) => {
      const { account } = await findHome(dav, server, signal);
      return { name: username, ...account };
    },
    calendars: async ({ signal } = {}) => {
      const { collections } = await findHome(dav, server, signal);
      return (await Promise.all(collections.map((home) => listCalendars(dav, home, signal)))).flat();
    },
    events,
    busy: async (...asked) => busyOf(await events(...asked)),
    create: (calendarId, draft, options = {}) =>
      createEvent(dav, calendarId, draft, { ...options, nowMs: now() }),
    // What a server does with guests of an event is its own affair: some send mail, others nothing.
    canInvite: false,
    invite: () => Promise.reject(new ConnectorError('read-only')),
    undo: (created, { signal } = {}) => undoEvent(dav, created, signal),
  };
};
