// The function as it is deployed: composed from its environment, over a table.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP, jsonOf } from '../test/web-events.ts';
import { ADA, bearer, startWebWorld, type WebWorld } from '../test/web-world.ts';
import { composeWeb } from './compose-web.ts';
import { appFiles, readApp } from './web/read-app.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await startWebWorld();
});
afterAll(async () => await world.close());

const signedIn = async () =>
  bearer((jsonOf(await world.signIn(world.initData(ADA))) as { token?: string }).token);

test.each(['sign-ins', 'me', 'overview', 'settings', 'conversations', 'reminders'])(
  'who is signed in is answered at /api/%s, and nobody else is',
  async (name) => {
    expect((await world.ask(`GET /api/${name}`, await signedIn())).statusCode).toBe(200);
    expect((await world.ask(`GET /api/${name}`)).statusCode).toBe(401);
  },
);

/** Two of them tell who asks: the session, and whether they are let in. */
test.each([
  ['me', 4],
  ['overview', 4],
  ['settings', 4],
  ['conversations', 3],
  ['reminders', 3],
  ['sign-ins', 3],
])('/api/%s asks the table %i times', async (name, times) => {
  const mine = await signedIn();
  const asked: string[] = [];
  const note = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    asked.push(String(request.getHeader('x-amz-target')));
  };
  subscribe('http.client.request.start', note);
  await world.ask(`GET /api/${name}`, mine);
  unsubscribe('http.client.request.start', note);
  expect(asked).toHaveLength(times);
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
