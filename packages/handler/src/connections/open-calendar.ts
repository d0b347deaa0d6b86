// The client of a connection's calendars, with what opens them.
import type { Calendar } from '@steward/connectors';
import type { Connection } from '@steward/core';
import type { AccessSource } from './access-source.ts';
import { ConnectionFailure } from './accounts.ts';
import { openCalDav, openFeed } from './kept-secrets.ts';
import type { Providers } from './providers.ts';
import type { Seal } from './seal-tokens.ts';

export interface OpenCalendarDependencies {
  providers: Pick<Providers, 'fetch' | 'oauth' | 'originOf'>;
  seal: () => Promise<Seal | undefined>;
  access: AccessSource;
}

export interface OpenedCalendar {
  calendar: Calendar;
  /** Of its token: where that is refused, another may be had. */
  generation?: number;
}

/** @param refused the generation of a token that was not accepted */
export type OpenCalendar = (connection: Connection, refused?: number) => Promise<OpenedCalendar>;

export const createOpenCalendar = ({ providers, seal, access }: OpenCalendarDependencies): OpenCalendar => {
  const byToken = async (
    { owner, id }: Connection,
    provider: 'google' | 'microsoft',
    refused: number | undefined,
  ): Promise<OpenedCalendar> => {
    // What the operator has taken away is off, also while a token is good.
    if (!(await providers.oauth(provider))) throw new ConnectionFailure('provider-off');
    const { token, generation } = await access(owner, id, refused);
    const { createGoogleCalendar, createGraphCalendar } = await import('@steward/connectors');
    const create = provider === 'google' ? createGoogleCalendar : createGraphCalendar;
    const origin = providers.originOf(provider);
    const fetch = await providers.fetch();
    return {
      calendar: create({ fetch, accessToken: token, ...(origin !== undefined && { origin }) }),
      generation,
    };
  };

  return async (connection, refused) => {
    const { provider, state } = connection;
    if (provider === 'google' || provider === 'microsoft')
      return await byToken(connection, provider, refused);
    if (state !== 'active') throw new ConnectionFailure(state === 'broken' ? 'auth' : 'gone');
    const opens = await seal();
    if (!opens) throw new ConnectionFailure('provider-off');
    const fetch = await providers.fetch();
    const { createCalDav, createIcsFeed } = await import('@steward/connectors');
    switch (provider) {
      case 'caldav':
        return { calendar: createCalDav({ fetch, ...openCalDav(opens, connection) }) };
      case 'ics':
        return { calendar: createIcsFeed({ fetch, url: openFeed(opens, connection) }) };
      default:
        throw new ConnectionFailure('no-calendar');
    }
  };
};
