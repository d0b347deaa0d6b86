// The Shortcut's door: what waits is handed out until it is acknowledged, to who shows the token and to nobody else.
import { randomBytes } from 'node:crypto';
import { createMemoryStores, sampleConnection } from '@steward/core/testing';
import { signInTokenOf } from '@steward/core/tokens';
import { beforeEach, expect, test } from 'vitest';
import { APP, ORIGIN, webEvent } from '../../../test/web-events.ts';
import { bearer } from '../../../test/web-world.ts';
import { createOwnNotes } from '../../connections/own-notes.ts';
import { silentLog } from '../../observability/log.ts';
import { createWeb } from '../create-web.ts';
import { readEvent } from '../read-event.ts';
import type { Doors } from '../route-entry.ts';
import { createTries } from '../sign-in/tries.ts';
import { WebError } from '../web-error.ts';
import { BROUGHT_NOTES, type BridgeRoute, createBridge } from './create-bridge.ts';

const OWNER = 1001;
const NOW = Date.UTC(2027, 2, 11, 9);
let now = NOW;
let stores: ReturnType<typeof createMemoryStores>;
let token: string;
let admitted: number[];

const connect = async (owner = OWNER) => {
  const made = signInTokenOf(owner, randomBytes(32));
  const { lastReadAtMs: _, ...connection } = sampleConnection({ owner, id: 'a-1', provider: 'apple-notes' });
  await stores.connections.put({ ...connection, tokenHash: made.hash, createdAtMs: now });
  return made.token;
};

beforeEach(async () => {
  now = NOW;
  stores = createMemoryStores();
  admitted = [];
  token = await connect();
});

const ask = async (route: string, body?: object, shown: string | undefined = token, headers = {}) => {
  const bridge = createBridge({
    ...{ connections: stores.connections, notes: stores.notes, hourly: stores.failedTries, now: () => now },
    tries: createTries({ failedTries: stores.failedTries, now: () => now }),
    admit: async (owner) => {
      admitted.push(owner);
      return undefined;
    },
  });
  const sent = shown === '' ? {} : bearer(shown);
  const event = webEvent(route, { ...sent, headers: { ...sent.headers, ...headers }, ...(body && { body }) });
  try {
    return await bridge[route as BridgeRoute](readEvent(event));
  } catch (error) {
    if (error instanceof WebError) return error.fault;
    throw error;
  }
};

const wait = async (text: string, title?: string) => {
  // Parts of a long one take the milliseconds behind it.
  now += 10;
  const target = createOwnNotes({ notes: stores.notes, owner: OWNER, waitsFor: 'apple-notes' });
  await target.save({ id: `d${now}`, text, atMs: now, ...(title !== undefined && { title }) });
};

test('notes are handed out, oldest first, until they are acknowledged', async () => {
  await wait('Milk');
  await wait('is 4711', 'The door');
  const first = (await ask('GET /bridge/notes')) as { notes: { id: string }[] };
  expect(first).toMatchObject({ notes: [{ text: 'Milk' }, { text: 'The door\nis 4711' }], more: false });
  expect(await ask('GET /bridge/notes')).toEqual(first);
  const [{ id } = { id: '' }] = first.notes;
  expect(await ask('POST /bridge/notes/acknowledge', { ids: [id, id, '1-0000000000000000'] })).toEqual({
    acknowledged: 1,
  });
  expect(await ask('POST /bridge/notes/acknowledge', { ids: [id] })).toEqual({ acknowledged: 0 });
  expect(await ask('GET /bridge/notes')).toMatchObject({ notes: [{ text: 'The door\nis 4711' }] });
  expect(JSON.stringify(stores.dump())).not.toContain('Milk');
  expect((await stores.connections.get(OWNER, 'a-1'))?.lastReadAtMs).toBe(now);
  expect(admitted).toContain(OWNER);
});

test('the function `web` answers there as it does elsewhere', async () => {
  const bridge = { 'GET /bridge/notes': async () => ({ notes: [] }) };
  const web = createWeb({
    ...{ app: APP, origin: ORIGIN, parents: [], log: silentLog, bridge },
    ...{
      doors: {} as Doors,
      routes: {},
      callerOf: () => Promise.reject(new Error('No session counts here')),
    },
  });
  const statuses: number[] = [];
  for (const event of [
    webEvent('GET /bridge/notes'),
    webEvent('DELETE /bridge/notes'),
    webEvent('GET /bridge/notes', { headers: { origin: 'https://evil.example' } }),
    webEvent('GET /bridge/other'),
  ])
    statuses.push((await web(event)).statusCode);
  expect(statuses).toEqual([200, 405, 403, 404]);
});

test('many and long ones come in pieces', async () => {
  await wait('x'.repeat(300_000));
  for (let count = 0; count < 22; count += 1) await wait('y');
  type Given = { notes: { id: string; text: string }[]; more: boolean };
  let text = '';
  for (let round = 0; ; round += 1) {
    const { notes, more } = (await ask('GET /bridge/notes')) as Given;
    expect(notes.length).toBeLessThanOrEqual(20);
    text += notes.map((note) => note.text).join('');
    await ask('POST /bridge/notes/acknowledge', { ids: notes.map(({ id }) => id) });
    if (!more) break;
    expect(round).toBeLessThan(9);
  }
  expect(text === 'x'.repeat(300_000) + 'y'.repeat(22)).toBe(true);
});

test('a note that is brought is one of Steward’s own, and a flood of them ends', async () => {
  const { id } = (await ask('POST /bridge/notes', { text: 'From the phone' })) as { id: string };
  expect(await stores.notes.list(OWNER, 9)).toMatchObject([{ text: 'From the phone', id: id.slice(-16) }]);
  expect(await stores.notes.waiting(OWNER, 9)).toEqual([]);
  for (let count = 1; count < BROUGHT_NOTES; count += 1) await ask('POST /bridge/notes', { text: 'more' });
  expect(await ask('POST /bridge/notes', { text: 'more' })).toMatchObject({ error: 'too-many-requests' });
  expect(await stores.notes.list(OWNER, 99)).toHaveLength(BROUGHT_NOTES);
});

test.each([
  ['POST /bridge/notes', {}],
  ['POST /bridge/notes', { text: '' }],
  ['POST /bridge/notes', { text: 'x'.repeat(20_001) }],
  ['POST /bridge/notes', { text: 'x', owner: 5 }],
  ['POST /bridge/notes', undefined],
  ['POST /bridge/notes/acknowledge', { ids: 'x' }],
  ['POST /bridge/notes/acknowledge', { ids: ['../x'] }],
  ['POST /bridge/notes/acknowledge', { ids: Array(101).fill('1-0123456789abcdef') }],
])('%s refuses %j', async (route, body) => {
  expect(await ask(route, body)).toMatchObject({ error: expect.stringMatching(/^bad-/) });
  expect(await stores.notes.list(OWNER, 9)).toEqual([]);
});

test('nobody comes in without the token, and who guesses ends at the limit', async () => {
  await wait('Milk');
  const other = await connect(2002);
  const { connections } = stores;
  const mine = await connections.get(OWNER, 'a-1');
  const refused = { error: 'sign-in-refused' };
  const foreign = `${OWNER}.${other.split('.')[1]}`;
  for (const shown of ['', 'x', `${token}x`, foreign, token.replace(/^\d+/, '2002')])
    expect(await ask('GET /bridge/notes', undefined, shown)).toEqual(refused);
  expect(await ask('GET /bridge/notes', undefined, '', { cookie: `__Host-session=${token}` })).toEqual(
    refused,
  );
  // The owner of another token sees their own.
  expect(await ask('GET /bridge/notes', undefined, other)).toMatchObject({ notes: [] });
  for (const changes of [{ state: 'broken' }, { state: 'pending' }, { provider: 'google' }] as const) {
    if (mine) await connections.put({ ...mine, ...changes });
    expect(await ask('GET /bridge/notes')).toEqual(refused);
  }
  // A new token ends the one before.
  await connect();
  expect(await ask('GET /bridge/notes')).toEqual(refused);
  for (let tries = 0; tries < 20; tries += 1) await ask('GET /bridge/notes', undefined, 'x');
  expect(await ask('GET /bridge/notes', undefined, other)).toMatchObject({ error: 'too-many-requests' });
});
