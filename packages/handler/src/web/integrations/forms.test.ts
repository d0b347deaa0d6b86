// The app's page of connections, from its forms to their end. Nothing secret that was typed is ever told again.
import { createMemoryStores, sampleConnection } from '@steward/core/testing';
import { type FakeCalDav, startFakeCalDav } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADA, accountsWorld } from '../../../test/accounts-world.ts';
import { APP, jsonOf, ORIGIN, webEvent } from '../../../test/web-events.ts';
import type { IntegrationServices } from '../../context/services.ts';
import { silentLog } from '../../observability/log.ts';
import { createWeb } from '../create-web.ts';
import type { Doors } from '../route-entry.ts';
import { HOUR_MS } from '../sign-in/tries.ts';
import { createIntegrationRoutes, NOTHING } from './create-integration-routes.ts';
import { FORM_TRIES } from './forms.ts';

let dav: FakeCalDav;
beforeAll(async () => {
  dav = await startFakeCalDav();
});
afterAll(async () => await dav.close());

const open = (hasIntegrations = true) => {
  const world = accountsWorld();
  const stores = createMemoryStores();
  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line.map(String), JSON.stringify(line));
  let nowMs = 0;
  const integrations = { accounts: world.accounts } as IntegrationServices;
  const web = createWeb({
    ...{ app: APP, origin: ORIGIN, parents: [], doors: {} as Doors },
    log: { ...silentLog, info: note, warn: note, error: note },
    routes: createIntegrationRoutes({
      integrations: hasIntegrations ? integrations : NOTHING,
      ...{ storedBot: stores.storedBot, telegramUrl: 'https://t.me' },
      ...{ hourly: stores.failedTries, now: () => nowMs },
    }),
    callerOf: async (ask) => {
      const owner = Number(ask.header('x-owner'));
      return { owner, session: 'hash', door: 'browser', profile: undefined };
    },
  });
  return {
    ...world,
    logged,
    pass: (ms: number) => {
      nowMs += ms;
    },
    async ask(route: string, body?: unknown, owner = ADA) {
      const response = await web(webEvent(route, { body, headers: { 'x-owner': String(owner) } }));
      return { status: response.statusCode, answer: jsonOf(response), headers: response.headers };
    },
  };
};

const form = (changes: object = {}) => ({
  ...{ url: dav.url, username: dav.username, password: dav.password },
  ...changes,
});
const POST = 'POST /api/integrations';

test('an account is connected, chosen from, tested and disconnected', async () => {
  const { ask, logged, lines } = open();
  const offers = ['caldav', 'ics', 'apple-notes'].map((provider) => expect.objectContaining({ provider }));
  expect((await ask('GET /api/integrations')).answer).toEqual({ offers, integrations: [] });
  const made = await ask(`${POST}/caldav`, form());
  expect(made).toMatchObject({ status: 200, answer: { integrations: [{ account: dav.username }] } });
  const [{ id, calendars, target }] = (made.answer as { integrations: never[] }).integrations as unknown as [
    { id: string; calendars: { id: string }[]; target: string },
  ];
  const [work, holidays] = calendars.map((one) => one.id);
  expect(target).toBe(work);
  const chosen = await ask('PATCH /api/integrations', { id, busy: [holidays], target: null });
  expect(chosen.answer).toMatchObject({
    integrations: [{ state: 'active', calendars: [{ isBusy: false }, { isBusy: true, isWritable: false }] }],
  });
  expect(JSON.stringify(chosen.answer)).not.toContain('target');
  expect((await ask(`${POST}/test`, { id })).status).toBe(200);
  const ended = await ask(`${POST}/disconnect`, { id });
  expect(ended.answer).toEqual({ offers, integrations: [], atProvider: 'kept' });
  expect(lines.map((line) => JSON.parse(line)[1])).toMatchObject([
    { action: 'connect', connection: id, provider: 'caldav', outcome: 'connected' },
    { action: 'disconnect', connection: id, provider: 'caldav', outcome: 'kept' },
  ]);
  const all = JSON.stringify([made, chosen, ended, logged, lines]);
  expect(all).not.toContain(dav.password);
  for (const place of [dav.username, new URL(dav.url).host]) expect(lines.join()).not.toContain(place);
});

test('what does not work is said by a code, and nothing that was typed with it', async () => {
  const { ask, logged, lines, stored } = open();
  const password = 'canary-password';
  const address = `${dav.url}/canary-feed.ics`;
  const refused = await ask(`${POST}/caldav`, form({ password }));
  expect(refused).toMatchObject({ status: 422, answer: { error: 'connection-failed', why: 'auth' } });
  const feed = await ask(`${POST}/feed`, { address });
  expect(feed).toMatchObject({ status: 422, answer: { error: 'connection-failed' } });
  const given = [
    await ask(`${POST}/caldav`, { ...form({ password }), more: 1 }),
    await ask(`${POST}/caldav`, form({ password: password.repeat(100) })),
    await ask(`${POST}/caldav`, form({ password, username: 'a:b' })),
    await ask(`${POST}/caldav`, form({ password, again: '../x' })),
    await ask(`${POST}/feed`, { address: `${address}\r\nx: y` }),
    await ask(`${POST}/feed`, { address, name: ' ' }),
    await ask('PATCH /api/integrations', { id: 'x', busy: Array(101).fill('a') }),
    await ask(`${POST}/disconnect`, {}),
    await ask(`${POST}/bridge`, { x: 1 }),
  ];
  expect(given.map(({ status }) => status)).toEqual(Array(9).fill(400));
  expect(JSON.stringify([refused, feed, given, logged, lines]) + stored()).not.toContain('canary');
});

test('the token of a Shortcut is shown once', async () => {
  const { ask, logged } = open();
  const { answer } = await ask(`${POST}/bridge`, {});
  const { token } = answer as { token: string };
  expect(token).toMatch(/^1001\.[\w-]{43}$/);
  expect(answer).toMatchObject({ integrations: [{ provider: 'apple-notes', target: 'notes' }] });
  expect(JSON.stringify([(await ask('GET /api/integrations')).answer, logged])).not.toContain(token);
});

test('of several places the last chosen is shown as the one, of those that are not pending', async () => {
  const { ask, put } = open();
  const calendars = [{ id: 'a', name: 'A', isBusy: true, isWritable: true }];
  const one = { owner: ADA, calendars, target: 'a' };
  await put(sampleConnection({ ...one, id: 'x', targetChosenAtMs: 2 }));
  await put(sampleConnection({ ...one, id: 'y', targetChosenAtMs: 1 }));
  await put(sampleConnection({ ...one, id: 'z', state: 'pending', targetChosenAtMs: 3 }));
  const targets = (answer: unknown) =>
    (answer as { integrations: { id: string; target?: string }[] }).integrations.map((view) => [
      view.id,
      view.target,
    ]);
  expect(targets((await ask('GET /api/integrations')).answer)).toEqual([
    ['x', 'a'],
    ['y', undefined],
  ]);
  expect(targets((await ask('PATCH /api/integrations', { id: 'y', target: 'a' })).answer)).toEqual([
    ['x', undefined],
    ['y', 'a'],
  ]);
});

test('nobody looks for servers by trying: twenty forms an hour, each person for themselves', async () => {
  const { ask, pass } = open();
  const tried = () => ask(`${POST}/feed`, { address: 'https://10.0.0.1/x.ics' });
  const many = await Promise.all(Array.from({ length: FORM_TRIES }, tried));
  expect(many.map(({ status }) => status)).toEqual(Array(FORM_TRIES).fill(422));
  const refused = await ask(`${POST}/caldav`, form());
  expect(refused).toMatchObject({ status: 429, answer: { retryAfterSeconds: HOUR_MS / 1000 } });
  expect((await ask(`${POST}/caldav`, form(), ADA + 1)).status).toBe(200);
  expect((await ask('GET /api/integrations')).status).toBe(200);
  pass(HOUR_MS);
  expect((await ask(`${POST}/caldav`, form())).status).toBe(200);
});

test('somebody else’s connection is not there', async () => {
  const { ask, put, connections } = open();
  await put(sampleConnection({ owner: ADA + 1 }));
  expect((await ask(`${POST}/test`, { id: 'c-1' })).answer).toMatchObject({ why: 'gone' });
  expect((await ask(`${POST}/disconnect`, { id: 'c-1' })).answer).toMatchObject({ atProvider: 'none' });
  expect(await connections.get(ADA + 1, 'c-1')).toBeDefined();
});

test('where nothing can be connected the list is empty, and a form says so', async () => {
  const { ask } = open(false);
  expect((await ask('GET /api/integrations')).answer).toEqual({ offers: [], integrations: [] });
  expect((await ask(`${POST}/caldav`, form())).answer).toMatchObject({ why: 'provider-off' });
});
