// The product in a process of its own between a Telegram and providers that a test can hold, break and kill it at.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type Clock, systemClock } from '@steward/core';
import { listenOnLoopback } from '@steward/stand-ins';
import {
  type Consent,
  type FakeCalDav,
  type FakeGoogle,
  freePort,
  giveConsent,
  startFakeCalDav,
  startFakeGoogle,
} from '@steward/stand-ins/testing';
import type { Person } from '@steward/telegram-emulator/testing';
import { expect } from 'vitest';
import type { Product } from '../start-product.ts';
import { startWorld, type World } from '../world.ts';
import { feeds } from './feeds.ts';

export const [ADA, HOME, WORK] = ['ada@example.com', 'home@example.com', 'work@example.com'];

export interface Connected {
  id: string;
  account: string;
  state: string;
  calendars: { id: string; name: string; isBusy: boolean }[];
  lastReadAtMs?: number;
  fault?: string;
}

export interface Answer {
  status: number;
  error?: string;
  why?: string;
  atProvider?: string;
  url?: string;
  account?: string;
  integrations?: Connected[];
}

/** Somebody in the chat and, signed in once, in the app. */
export interface Member {
  person: Person;
  asks(route: string, body?: object): Promise<Answer>;
  /** Any route: `POST /teams`. */
  calls<T = object>(route: string, body?: object): Promise<T & { status: number }>;
  /** Of the provider's page. */
  begins(again?: string): Promise<string>;
  /** Agrees there, and comes back; what stands behind the `#` then. */
  comesBack(consent?: Consent): Promise<string>;
  confirms(fragment: string): Promise<Answer>;
  connects(account: string): Promise<Connected>;
  lists(): Promise<Connected[]>;
  /** Waits until what is connected is so. */
  has(fits: (all: Connected[]) => boolean): Promise<void>;
}

export interface ConnectionsWorld extends World {
  google: FakeGoogle;
  calDav: FakeCalDav;
  /** Where a feed of this name is. */
  feed(name: string): string;
  join(name: string): Promise<Member>;
  /** As a browser that is nobody's, from a provider; what stands behind the `#` then. */
  opens(path: string): Promise<string>;
  /** SIGKILL, and the next process on the same data. */
  killed(): Promise<void>;
  pass(ms: number): void;
  log(): Promise<string>;
  /** All that every process has printed. */
  printed(): string;
}

const LOOPBACK = /^http:\/\//;

export interface ConnectionsWorldOptions {
  environment?: Record<string, string>;
  /** Otherwise now. */
  beginsAt?: string;
}

export const startConnectionsWorld = async ({
  environment = {},
  beginsAt,
}: ConnectionsWorldOptions = {}): Promise<ConnectionsWorld> => {
  let aheadMs = beginsAt === undefined ? 0 : Date.parse(beginsAt) - Date.now();
  const now = () => Date.now() + aheadMs;
  const clock: Clock = { ...systemClock, now };
  const port = await freePort();
  const app = `http://localhost:${port}`;
  const client = {
    id: 'client-id',
    secret: 'canary-client-secret',
    redirectUris: [`${app}/integrations/google/callback`],
  };
  const [google, calDav, feedServer] = await Promise.all([
    startFakeGoogle({ client, accounts: [ADA, HOME, WORK], timeZone: 'UTC', clock }),
    startFakeCalDav(),
    listenOnLoopback(createServer(feeds), 0, { graceMs: 0 }),
  ]);
  const world = await startWorld({
    asleep: true,
    telegram: { clock: now, rateLimits: false },
    environment: {
      ...environment,
      WEB_PORT: String(port),
      NODE_OPTIONS: `--import=${new URL('../moved-clock.ts', import.meta.url)}`,
      ...{ GOOGLE_URL: google.url, GOOGLE_CLIENT_ID: client.id, GOOGLE_CLIENT_SECRET: client.secret },
      CALDAV_HOSTS: [calDav.url, feedServer.endpoint].map((url) => url.replace(LOOPBACK, '')).join(),
    },
  });
  const before: string[] = [];
  const start = async (): Promise<Product> => {
    world.environment.CLOCK_BEGINS_AT = String(now());
    return await world.start();
  };
  const opens = async (path: string): Promise<string> => {
    const headers = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' };
    const { status, headers: answered } = await fetch(app + path, { headers, redirect: 'manual' });
    expect(status).toBe(303);
    return (answered.get('location') ?? '').replace('/integrations#', '');
  };
  await start();
  return {
    ...world,
    ...{ google, calDav, start, opens },
    feed: (name) => `${feedServer.endpoint}/canary-feed/${name}`,
    async join(name) {
      const person = world.person(name);
      return memberOf({ person, app, token: await signIn(app, person), opens });
    },
    async killed() {
      await world.product().kill9();
      before.push(world.product().output());
      await start();
    },
    pass(ms) {
      aheadMs += ms;
      world.product().tell({ moveMs: ms });
    },
    log: () => readFile(`${world.dataDir}/steward.log`, 'utf8'),
    printed: () => [...before, world.product().output()].join('\n'),
    async close() {
      await world.close();
      await Promise.all([google.close(), calDav.close(), feedServer.close()]);
    },
  };
};

const JSON_DOOR = { 'content-type': 'application/json', 'x-steward-door': 'browser' };

const signIn = async (app: string, person: Person): Promise<string> => {
  const link = JSON.stringify(await person.asks('/web', /signs you in once|login#/));
  const ticket = /login#([\w.-]+)/.exec(link)?.[1];
  const body = JSON.stringify({ ticket });
  const answer = await fetch(`${app}/api/ticket/use`, {
    ...{ method: 'POST', headers: { ...JSON_DOOR, origin: app }, body },
  });
  return ((await answer.json()) as { token: string }).token;
};

const memberOf = (given: {
  person: Person;
  app: string;
  token: string;
  opens: ConnectionsWorld['opens'];
}): Member => {
  const { person, app, token, opens } = given;
  const member: Member = {
    person,
    asks(route, body) {
      const [method = '', path] = route.split(' ');
      return member.calls<Answer>(`${method} /integrations${path ?? ''}`, body);
    },
    async calls<T>(route: string, body?: object) {
      const [method = '', path] = route.split(' ');
      const answer = await fetch(`${app}/api${path ?? ''}`, {
        ...{ method, headers: { ...JSON_DOOR, origin: app, authorization: `Bearer ${token}` } },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { ...((await answer.json()) as T), status: answer.status };
    },
    begins: async (again) =>
      (await member.asks('POST /consent', { provider: 'google', ...(again && { again }) })).url ?? '',
    async comesBack(consent) {
      const { pathname, search } = await giveConsent(await member.begins(), consent);
      return await opens(pathname + search);
    },
    confirms: (fragment) => member.asks('POST /confirm', { code: fragment.replace('confirm=', '') }),
    async connects(account) {
      const { integrations } = await member.confirms(await member.comesBack({ account }));
      return integrations?.find((one) => one.account === account) as Connected;
    },
    lists: async () => (await member.asks('GET')).integrations ?? [],
    has: async (fits) => await expect.poll(async () => fits(await member.lists())).toBe(true),
  };
  return member;
};
