// A person's calendars on strict stand-ins, read over stores in memory. Nothing is slow: time stands still until a test moves it.
import {
  createGuardedFetch,
  createOAuthClient,
  googleProvider,
  microsoftProvider,
  newVerifier,
  providerAt,
} from '@steward/connectors';
import type { Connection } from '@steward/core';
import {
  createFakeClock,
  createMemoryStores,
  type MemoryStores,
  sampleConnection,
} from '@steward/core/testing';
import { giveConsent, startFakeCalDav, startFakeGoogle, startFakeGraph } from '@steward/stand-ins/testing';
import { connectionsEnvironment } from '../src/config/connection-variables.ts';
import { createClientSecrets } from '../src/connections/client-secrets.ts';
import { createCalendarReading } from '../src/connections/create-calendar-reading.ts';
import { sealCalDav, sealFeed } from '../src/connections/kept-secrets.ts';
import { createProviders } from '../src/connections/providers.ts';
import { createSeal } from '../src/connections/seal-tokens.ts';
import type { Log, LogFields } from '../src/observability/log.ts';

export const ADA = 1001;
export const EIGHT = Date.UTC(2026, 11, 3, 8);
/** Stands for whatever nobody may read. */
export const CANARY = 'canary-7f3a';

const redirectUri = 'http://localhost/integrations/google/callback';
const client = { id: 'client-id', secret: `secret-${CANARY}`, redirectUris: [redirectUri] };
const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

export const startCalendarWorld = async (stores: MemoryStores = createMemoryStores()) => {
  const clock = createFakeClock(EIGHT);
  const [google, graph, dav] = await Promise.all([
    startFakeGoogle({ client, clock }),
    startFakeGraph({ client, clock }),
    startFakeCalDav(),
  ]);
  const host = new URL(dav.url).host;
  const env = connectionsEnvironment.parse({
    ...{ GOOGLE_CLIENT_ID: client.id, GOOGLE_CLIENT_SECRET: client.secret, GOOGLE_URL: google.url },
    ...{ MICROSOFT_CLIENT_ID: client.id, MICROSOFT_CLIENT_SECRET: client.secret },
    ...{ MICROSOFT_URL: graph.url, CALDAV_HOSTS: host },
  });
  const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));
  const lines: LogFields[] = [];
  const metrics: [name: string, value: number, dimensions: object | undefined][] = [];
  const log: Log = {
    info: (message, fields) => void lines.push({ message, ...fields }),
    warn: (message, fields) => void lines.push({ message, ...fields }),
    error: (message, error, fields) => void lines.push({ message, error: String(error), ...fields }),
    child: () => log,
  };
  const { connections, profiles, busyMirrors: mirrors } = stores;
  const dependencies = {
    ...{ connections, profiles, mirrors, clock, log },
    providers: createProviders({
      env,
      secrets: createClientSecrets(env, async () => undefined),
      now: clock.now,
    }),
    seal: async () => seal,
    meter: {
      count: (name: string, value = 1, dimensions?: object) => void metrics.push([name, value, dimensions]),
      time: (name: string, ms: number, dimensions?: object) => void metrics.push([name, ms, dimensions]),
      flush: () => {},
    },
  };

  const put = async (changes: Partial<Connection>): Promise<Connection> => {
    const {
      target: _target,
      accessEndsAtMs: _ends,
      ...least
    } = sampleConnection({
      ...{ owner: ADA, calendars: [], sealed: {}, createdAtMs: EIGHT },
      ...changes,
    });
    await connections.put(least);
    return least;
  };

  const signIn = async (
    provider: 'google' | 'microsoft',
    changes: Partial<Connection>,
  ): Promise<Connection> => {
    const [server, described] = provider === 'google' ? [google, googleProvider] : [graph, microsoftProvider];
    const oauth = createOAuthClient({
      provider: providerAt(described, server.url),
      ...{ clientId: client.id, clientSecret: client.secret },
      fetch: createGuardedFetch({ allowedHosts: [new URL(server.url).host] }),
    });
    const verifier = newVerifier();
    const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier, redirectUri }));
    const code = back.searchParams.get('code') ?? '';
    const { refreshToken = '' } = await oauth.exchange({ code, verifier, redirectUri });
    const { id = 'g-1' } = changes;
    const sealed = (field: string, token: string) =>
      seal.seal(token, { owner: ADA, provider, connection: id, field });
    return await put({
      ...{ id, provider, account: 'ada@example.com' },
      sealed: {
        refreshToken: sealed('refreshToken', refreshToken),
        accessToken: sealed('accessToken', 'not accepted'),
      },
      ...changes,
    });
  };

  return {
    ...{ google, graph, dav, clock, seal, lines, metrics, dependencies, stores, mirrors },
    calendars: createCalendarReading(dependencies),
    get: async (id: string) => (await connections.get(ADA, id)) as Connection,
    /** Signed in by the consent page; its access token is none that is accepted. */
    connectGoogle: (changes: Partial<Connection> = {}) => signIn('google', changes),
    connectOutlook: (changes: Partial<Connection> = {}) => signIn('microsoft', { id: 'o-1', ...changes }),
    connectCalDav: async (
      changes: Partial<Connection> = {},
      password = dav.password,
    ): Promise<Connection> => {
      const whose = { owner: ADA, provider: 'caldav', id: changes.id ?? 'd-1' } as const;
      const { url, username } = dav;
      const sealed = sealCalDav(seal, whose, { url, username, password, addresses: [username] });
      return await put({ ...whose, account: username, sealed, ...changes });
    },
    connectFeed: async (changes: Partial<Connection> = {}): Promise<Connection> => {
      const whose = { owner: ADA, provider: 'ics', id: changes.id ?? 'i-1' } as const;
      const sealed = sealFeed(seal, whose, `${dav.url}/${CANARY}/basic.ics`);
      return await put({ ...whose, account: host, sealed, ...changes });
    },
    addToGoogle: (summary: string, hour: number, calendar = 'ada@example.com') =>
      google.seed('ada@example.com', calendar, {
        summary,
        start: { dateTime: new Date(EIGHT + hour * 3_600_000).toISOString() },
        end: { dateTime: new Date(EIGHT + (hour + 1) * 3_600_000).toISOString() },
      }),
    addToCalDav: (title: string, hour: number, start?: string) => {
      const times = start ?? `DTSTART:${compact(EIGHT + hour * 3_600_000)}\r\nDURATION:PT1H`;
      const event = ['BEGIN:VEVENT', `UID:${title}`, `SUMMARY:${title}`, times, 'END:VEVENT'];
      dav.put(`${title}.ics`, ['BEGIN:VCALENDAR', 'VERSION:2.0', ...event, 'END:VCALENDAR', ''].join('\r\n'));
    },
    close: async () => void (await Promise.all([google.close(), graph.close(), dav.close()])),
  };
};

export type CalendarWorld = Awaited<ReturnType<typeof startCalendarWorld>>;
