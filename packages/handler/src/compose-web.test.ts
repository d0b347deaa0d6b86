// The function as it is deployed: composed from its environment, over a table.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOwner } from '@steward/core';
import { startFakeService } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP, jsonOf } from '../test/web-events.ts';
import { ADA, bearer, itemsOf, startWebWorld, type WebWorld } from '../test/web-world.ts';
import { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
import { composeWeb } from './compose-web.ts';
import { appFiles, readApp } from './web/read-app.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await startWebWorld();
});
afterAll(async () => await world.close());

const signedIn = async () =>
  bearer((jsonOf(await world.signIn(world.initData(ADA))) as { token?: string }).token);

test.each(['sign-ins', 'me', 'overview', 'settings', 'conversations', 'reminders', 'integrations', 'teams'])(
  'who is signed in is answered at /api/%s, and nobody else is',
  async (name) => {
    expect((await world.ask(`GET /api/${name}`, await signedIn())).statusCode).toBe(200);
    expect((await world.ask(`GET /api/${name}`)).statusCode).toBe(401);
  },
);

const requestsOf = async (run: () => Promise<unknown>): Promise<number> => {
  let asked = 0;
  const note = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    if (request.hasHeader('x-amz-target')) asked += 1;
  };
  subscribe('http.client.request.start', note);
  await run();
  unsubscribe('http.client.request.start', note);
  return asked;
};

/** Two of them tell who asks: the session, and whether they are let in. */
test.each([
  ['me', 4],
  ['overview', 4],
  ['settings', 4],
  ['conversations', 3],
  ['reminders', 3],
  ['sign-ins', 3],
  ['integrations', 3],
  ['teams', 3],
])('/api/%s asks the table %i times', async (name, times) => {
  const mine = await signedIn();
  expect(await requestsOf(() => world.ask(`GET /api/${name}`, mine))).toBe(times);
});

test('what is connected is written with few requests, and ended with few', async () => {
  const mine = await signedIn();
  const part = () => ({ status: 200, body: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' });
  const feed = await startFakeService([part], { notFound: { status: 404 } });
  world.startAgain({ CALDAV_HOSTS: new URL(feed.url).host });
  const ask = async (route: string, body: object) => {
    const { statusCode, ...answer } = await world.ask(route, { ...mine, body });
    expect(statusCode).toBe(200);
    return jsonOf({ statusCode, ...answer }) as { integrations: { id: string }[] };
  };
  const counts: Record<string, number> = {};
  const counted = async (route: string, body: object) => {
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    counts[route] = await requestsOf(async () => {
      answer = await ask(route, body);
    });
    return answer?.integrations[0]?.id;
  };
  const id = await counted('POST /api/integrations/feed', { address: `${feed.url}/canary.ics` });
  await counted('PATCH /api/integrations', { id, busy: ['feed'] });
  expect(JSON.stringify(await itemsOf(world.table))).not.toContain('canary');
  await counted('POST /api/integrations/disconnect', { id });
  await counted('POST /api/integrations/bridge', {});
  await feed.close();
  expect(counts).toEqual({
    // Who asks (2), the tries, the others, the room, the item, whether the form came twice, and the list.
    'POST /api/integrations/feed': 8,
    'PATCH /api/integrations': 5,
    // Who asks, the item, its lease, its end, its mirrors, and the list.
    'POST /api/integrations/disconnect': 7,
    'POST /api/integrations/bridge': 6,
  });
});

test('a team is made, shown, and ended with all that lies in it', async () => {
  const mine = await signedIn();
  const post = async (path: string, body: object) =>
    jsonOf(await world.ask(`POST /api/teams${path}`, { ...mine, body }));
  const { team } = (await post('', { name: 'Crew' })) as { team: number };
  const link = { url: expect.stringMatching(/^https:\/\/t\.me\/steward_bot\?start=i_[\w-]{32}$/) };
  expect(await post('/invite', { team })).toMatchObject(link);
  const shown = async () => await world.ask('GET /api/teams', mine);
  expect(jsonOf(await shown())).toMatchObject({
    teams: [{ id: team, name: 'Crew', role: 'owner', members: [{ name: 'Ada L' }], invites: { length: 1 } }],
  });
  // Beside who is signed in: which teams, the team, what is shared in it, own calendars, and who looked.
  expect(await requestsOf(shown)).toBe(10);
  expect(await post('/end', { team })).toEqual({});
  expect(jsonOf(await shown())).toEqual({ teams: [] });
  expect(JSON.stringify(await itemsOf(world.table))).not.toMatch(/"TEAM|Crew/);
});

test('the operator sets an allowance, and the person sees it', async () => {
  await createDynamoDbAccessStore(world.table).change((list) => withOwner(list, ADA));
  const mine = await signedIn();
  const body = { id: ADA, allowance: { turns: 9, tokens: null } };
  const used = { turns: 9, used: { turns: 0, tokens: 0 } };
  expect(jsonOf(await world.ask('PATCH /api/people', { ...mine, body }))).toMatchObject({
    ...{ people: [{ id: ADA, standing: 'owner', allowance: used }], teams: [] },
  });
  expect(jsonOf(await world.ask('GET /api/overview', mine))).toMatchObject({ allowances: [used] });
});

test('a setting that is changed stays changed', async () => {
  const mine = await signedIn();
  const body = { set: { language: 'de' }, seen: { language: null } };
  expect((await world.ask('PATCH /api/settings', { ...mine, body })).statusCode).toBe(200);
  expect(jsonOf(await world.ask('GET /api/settings', mine))).toMatchObject({ settings: { language: 'de' } });
  expect(jsonOf(await world.ask('GET /api/me', mine))).toMatchObject({ id: ADA, door: 'mini-app' });
});

test('a work is queued for the worker, and waits until that has taken it', async () => {
  const mine = await signedIn();
  const id = '0b7f6a52-4c1e-4a0e-9d46-5f0a3a1f6c01';
  const body = { id, ask: { do: 'archive', session: 's' } };
  const { work } = jsonOf(await world.ask('POST /api/works', { ...mine, body })) as { work: string };
  expect(JSON.parse(world.queued.at(-1)?.body ?? '')).toMatchObject({ owner: ADA, ...body });
  expect(jsonOf(await world.ask('GET /api/works', { ...mine, query: { work } }))).toEqual({
    state: 'waiting',
  });
});

test('the documents beside an entry are read as they were built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'app-'));
  for (const [name, bytes] of appFiles(APP)) await writeFile(join(folder, name), bytes);
  expect(readApp(folder)).toEqual(APP);
  await rm(folder, { recursive: true });
});

test('without its configuration it says what is missing', () => {
  expect(() => composeWeb({}, { app: APP })).toThrow(/TABLE_NAME is missing; .*PUBLIC_URL is missing/);
});
