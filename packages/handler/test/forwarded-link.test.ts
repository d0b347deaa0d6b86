// Two people, two browsers, two chats, and one link: whoever forwards a consent, or its answer, gets nothing of it, and whoever
// follows it gives nothing away.
import { type Connection, systemClock } from '@steward/core';
import { type FakeGoogle, giveConsent } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDynamoDbConnectionStore } from '../src/aws/dynamodb-connection-store.ts';
import { createDynamoDbProfileStore } from '../src/aws/dynamodb-profile-store.ts';
import { composeIntegrations } from '../src/compose-integrations.ts';
import { connectionsEnvironment } from '../src/config/connection-variables.ts';
import { silentLog } from '../src/observability/log.ts';
import { silentMeter } from '../src/observability/metrics.ts';
import { type Bench, USER } from './bench.ts';
import { LINKED_CLIENT, startLinkingGoogle } from './linking-world.ts';
import { quickBench } from './people.ts';
import { jsonOf, ORIGIN, type Sent } from './web-events.ts';
import { ADA, itemsOf, startWebWorld, TOKEN_KEY, WEB_BOT, type WebWorld } from './web-world.ts';

const EVE = 2002;
const ACCOUNTS = ['ada@example.com', 'home@example.com'] as const;
const [ADAS, EVES] = ACCOUNTS;

let google: FakeGoogle;
let world: WebWorld;
let bench: Bench;
let browsers: Record<number, Sent>;

beforeAll(async () => {
  google = await startLinkingGoogle();
  world = await startWebWorld({
    environment: {
      ALLOWED_USER_IDS: `${ADA},${EVE}`,
      GOOGLE_URL: google.url,
      GOOGLE_CLIENT_ID: LINKED_CLIENT.id,
      GOOGLE_CLIENT_SECRET: LINKED_CLIENT.secret,
    },
  });
  await createDynamoDbProfileStore(world.table).update(EVE, { firstName: 'Eve', updatedAtMs: world.now() });
  const { integrations } = composeIntegrations({
    ...{ environment: world.environment, table: world.table, origin: ORIGIN },
    ...{ env: connectionsEnvironment.parse(world.environment), readKeys: async () => [TOKEN_KEY] },
    ...{ clock: { ...systemClock, now: world.now }, log: silentLog, meter: silentMeter },
  });
  bench = quickBench({ replace: () => ({ ...(integrations && { integrations }) }) });
});
afterAll(async () => await Promise.all([world.close(), google.close()]));
beforeEach(async () => {
  for (const account of ACCOUNTS) google.oauth.withdraw(account);
  for (const owner of [ADA, EVE]) for (const { id } of await all(owner)) await store().remove(owner, id);
  browsers = {};
  for (const owner of [ADA, EVE])
    browsers[owner] = world.inBrowser(await world.use(await world.ticket(owner)));
});

const store = () => createDynamoDbConnectionStore(world.table);
const all = (owner: number): Promise<Connection[]> => store().list(owner);
const asks = async (owner: number, route: string, body?: unknown) => {
  const response = await world.ask(route, { ...browsers[owner], ...(body !== undefined && { body }) });
  return { status: response.statusCode, answer: jsonOf(response) as Record<string, unknown> };
};
const begins = async (owner: number): Promise<string> =>
  String((await asks(owner, 'POST /api/integrations/consent', { provider: 'google' })).answer.url);
/** A browser that follows a link has its cookies, and not what the app's own page says. */
const opens = async (owner: number, address: URL, headers: Record<string, string> = {}, method = 'GET') => {
  const query = Object.fromEntries(address.searchParams);
  const cookies = browsers[owner]?.cookies ?? [];
  return await world.ask(`${method} ${address.pathname}`, { query, cookies, headers });
};
const comesBack = async (owner: number, address: URL): Promise<string> => {
  const { statusCode, headers } = await opens(owner, address, {
    'sec-fetch-dest': 'document',
    'sec-fetch-site': 'cross-site',
  });
  expect([statusCode, headers['cache-control'], headers['referrer-policy']]).toEqual([
    303,
    'no-store',
    'no-referrer',
  ]);
  return headers.location ?? '';
};
const codeIn = (location: string): string =>
  /^\/integrations#confirm=([\w-]{32})$/.exec(location)?.[1] ?? location;
const says = async (owner: number, text: string): Promise<string> => {
  const from = { ...USER, id: owner };
  await bench.send(text, { from, chat: { id: owner, type: 'private' } });
  return bench.said();
};
const taps = async (owner: number, data: string): Promise<string> => {
  const message = { message_id: 1, date: 1, chat: { id: owner, type: 'private' } };
  await bench.tap(data, { from: { ...USER, id: owner }, message });
  return bench.said();
};
/** With a code that is theirs, a person sees the account; everybody else sees nothing and changes nothing. */
const getsNothingOf = async (owner: number, code: string): Promise<void> => {
  for (const what of ['pending', 'confirm'])
    expect((await asks(owner, `POST /api/integrations/${what}`, { code })).status).toBe(404);
  expect((await asks(owner, 'POST /api/integrations/refuse', { code })).answer).toMatchObject({
    integrations: [],
  });
  expect(await says(owner, `/start connect-${code}`)).toContain('connects nothing');
  expect(await taps(owner, `connectyes:${code}`)).toContain('connects nothing');
  await taps(owner, `connectno:${code}`);
  expect((await asks(owner, 'GET /api/integrations')).answer).toMatchObject({ integrations: [] });
  expect(await says(owner, '/connections')).toContain('Nothing is connected yet');
};

test('who agrees on a page of their own connects it, in the app or in the chat', async () => {
  for (const how of ['app', 'chat']) {
    const code = codeIn(await comesBack(ADA, await giveConsent(await begins(ADA))));
    const pending = { provider: 'google', name: 'Demo calendar', account: ADAS };
    expect((await asks(ADA, 'POST /api/integrations/pending', { code })).answer).toEqual({
      ...pending,
      bot: `https://t.me/${WEB_BOT.username}`,
    });
    if (how === 'chat') {
      expect(await says(ADA, `/start connect-${code}`)).toContain(`of ${ADAS}?`);
      expect(await taps(ADA, `connectyes:${code}`)).toContain('is connected');
    } else expect((await asks(ADA, 'POST /api/integrations/confirm', { code })).status).toBe(200);
    const { answer } = await asks(ADA, 'GET /api/integrations');
    expect(answer.integrations).toMatchObject([{ account: ADAS, state: 'active' }]);
  }
  expect(await all(ADA)).toHaveLength(1);
});

test('a link that somebody else began attaches nothing to anyone, whoever asks for it', async () => {
  const link = await begins(EVE);
  const answer = await giveConsent(link, { account: ADAS });
  const code = codeIn(await comesBack(ADA, answer));
  // The victim has the code, and is not who asked.
  await getsNothingOf(ADA, code);
  // Who asked has no code: what she knows is the link, and by luck the connection's id.
  const [pending] = await all(EVE);
  if (!pending) throw new Error('nothing is pending');
  const state = new URL(link).searchParams.get('state') ?? '';
  for (const guess of [state.slice(-32), pending.id, pending.confirmHash?.slice(0, 32) ?? '', 'A'.repeat(32)])
    await getsNothingOf(EVE, guess);
  expect(codeIn(await comesBack(EVE, answer))).toBe('/integrations#refused=unknown');
  const { id } = pending;
  for (const [route, body] of [
    ['PATCH /api/integrations', { id, busy: [] }],
    ['POST /api/integrations/test', { id }],
    ['POST /api/integrations/consent', { provider: 'google', again: id }],
  ] as const)
    expect(await asks(EVE, route, body)).toEqual({
      status: 422,
      answer: { error: 'connection-failed', why: 'gone' },
    });
  await asks(EVE, 'POST /api/integrations/disconnect', { id });
  expect((await all(EVE)).map(({ state }) => state)).toEqual(['pending']);
  expect(await all(ADA)).toEqual([]);
  expect(JSON.stringify(await itemsOf(world.table))).not.toContain(code);
  // Nobody says yes: it is given back.
  world.pass(10 * 60 * 1000);
  await bench.services.integrations?.linking.expire(pending);
  expect([await all(EVE), google.oauth.granted(ADAS)]).toEqual([[], 0]);
});

test('the answer to somebody else’s consent connects nothing for who opens it', async () => {
  const answer = await giveConsent(await begins(EVE), { account: EVES });
  const code = codeIn(await comesBack(ADA, answer));
  await getsNothingOf(ADA, code);
  expect(await all(ADA)).toEqual([]);
  // Nor is it good for another provider, or with a person's own name on it.
  const swapped = await giveConsent(await begins(EVE), { account: EVES });
  const own = new URL(swapped);
  own.searchParams.set('state', (swapped.searchParams.get('state') ?? '').replace(`${EVE}.`, `${ADA}.`));
  expect(await comesBack(ADA, own)).toBe('/integrations#refused=unknown');
  const elsewhere = new URL(swapped);
  elsewhere.pathname = '/integrations/notion/callback';
  expect(await comesBack(ADA, elsewhere)).toBe('/integrations#refused=unknown');
});

test('what looks ahead, shows, or embeds an address does not use it up', async () => {
  const address = await giveConsent(await begins(ADA));
  expect((await opens(ADA, address, {}, 'HEAD')).statusCode).toBe(405);
  expect((await opens(ADA, address, {}, 'POST')).statusCode).toBe(405);
  for (const headers of [
    { 'user-agent': 'TelegramBot (like TwitterBot)' },
    { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'sec-fetch-dest': 'image' },
    { 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-dest': 'empty' },
  ] as Record<string, string>[])
    expect((await opens(ADA, address, headers)).statusCode).toBe(503);
  const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) Chrome/119.0' };
  expect(codeIn((await opens(ADA, address, phone)).headers.location ?? '')).toHaveLength(32);
});

test('who comes back without being signed in learns where the bot is', async () => {
  const { statusCode, body } = await world.ask('GET /api/bot');
  const bot = { name: WEB_BOT.name, url: `https://t.me/${WEB_BOT.username}` };
  expect([statusCode, JSON.parse(body ?? '')]).toEqual([200, bot]);
  browsers = {};
  const address = await giveConsent(
    (await bench.services.integrations?.linking.begin(ADA, { provider: 'google' })) ?? '',
  );
  expect(codeIn(await comesBack(ADA, address))).toHaveLength(32);
});

test('who guesses is stopped', async () => {
  const query = { state: 'x', code: 'y' };
  const guess = () => world.ask('GET /integrations/google/callback', { query, address: '203.0.113.9' });
  const outcomes = new Set<string | undefined>();
  for (let tries = 0; tries < 31; tries += 1) outcomes.add((await guess()).headers.location);
  expect([...outcomes]).toEqual(['/integrations#refused=unknown', '/integrations#refused=throttled']);
});
