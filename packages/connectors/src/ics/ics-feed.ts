// A calendar that somebody publishes under a private address: read only, and hours behind what its owner sees.
import { busyOf } from '../calendar/busy-of.ts';
import type { Calendar, CallOptions } from '../calendar/calendar.ts';
import { readEach } from '../calendar/read-each.ts';
import { ConnectorError } from '../connector-error.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { readName } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';
import { readCalendar } from './read-calendar.ts';
import { splitComponents } from './split-components.ts';

/** What the server sent last, to be asked for only if it has changed. */
export interface KeptFeed {
  text: string;
  etag?: string | undefined;
  lastModified?: string | undefined;
}

export interface FeedKeeper {
  get(): Promise<KeptFeed | undefined>;
  set(feed: KeptFeed): Promise<void>;
}

export interface IcsFeedDependencies {
  fetch: GuardedFetch;
  /** Also `webcal:`. Whoever knows it can read the calendar: a secret. */
  url: string;
  /** In memory unless given. */
  kept?: FeedKeeper;
  /** The person's own addresses: an invitation that they declined is free. */
  addresses?: readonly string[];
}

/** The one calendar of a feed. */
export const FEED_CALENDAR = 'feed';

export const createIcsFeed = ({
  fetch,
  url,
  kept = inMemory(),
  addresses = [],
}: IcsFeedDependencies): Calendar => {
  const address = url.trim().replace(/^webcals?:/i, 'https:');

  const read = async ({ signal }: CallOptions = {}): Promise<string> => {
    const last = await kept.get();
    const { status, headers, body } = await fetch(address, {
      signal,
      headers: {
        accept: 'text/calendar',
        ...(last?.etag !== undefined && { 'if-none-match': last.etag }),
        ...(last?.lastModified !== undefined && { 'if-modified-since': last.lastModified }),
      },
    });
    if (status === 304 && last) return last.text;
    if (status !== 200) throw statusError(status, headers);
    if (!splitComponents(body)) throw new ConnectorError('bad-answer');
    await kept.set({ text: body, etag: headers.etag, lastModified: headers['last-modified'] });
    return body;
  };

  const events: Calendar['events'] = (calendarIds, window, options) =>
    readEach(calendarIds, async (calendarId) => {
      if (calendarId !== FEED_CALENDAR) throw new ConnectorError('gone');
      const calendar = readCalendar(await read(options), { calendarId, window, addresses });
      const { unreadable: count } = calendar;
      return {
        items: calendar.events,
        unread: count > 0 ? [{ calendarId, code: 'unreadable-events', count }] : [],
      };
    });

  return {
    test: async (options) => {
      await read(options);
      return { addresses: [] };
    },
    calendars: async (options) => {
      const name = readName(splitComponents(await read(options))?.name) ?? 'Calendar';
      return [{ id: FEED_CALENDAR, name, writable: false }];
    },
    events,
    busy: async (...asked) => busyOf(await events(...asked)),
    create: () => Promise.reject(new ConnectorError('read-only')),
    canInvite: false,
    invite: () => Promise.reject(new ConnectorError('read-only')),
    undo: () => Promise.reject(new ConnectorError('read-only')),
  };
};

const inMemory = (): FeedKeeper => {
  let last: KeptFeed | undefined;
  return {
    get: async () => last,
    set: async (feed) => {
      last = feed;
    },
  };
};
