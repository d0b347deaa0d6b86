// Signing in and out at the level of the function: events in, responses out.

import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { FAILED_TRIES, FAILED_TRIES_MS } from '@steward/core';
import { TICKET_MS } from '@steward/core/tokens';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type StartedTable, startTable } from '../../../test/contract/start-table.ts';
import { jsonOf, ORIGIN, type Sent } from '../../../test/web-events.ts';
import { ADA, bearer, itemsOf, STRANGER, startWebWorld, type WebWorld } from '../../../test/web-world.ts';
import type { WebResponse } from '../read-event.ts';
import { REQUESTS_PER_MINUTE } from './tries.ts';

const HOUR_MS = 3_600_000;
const REFUSED = [401, { error: 'sign-in-refused' }];
const SIGNED_OUT = [401, { error: 'signed-out' }];
const FOREIGN = [403, { error: 'foreign-request' }];

let table: StartedTable;
let world: WebWorld;
beforeAll(async () => {
  table = await startTable();
});
beforeEach(async () => {
  world = await startWebWorld({ table });
});
afterAll(async () => await table.close());

const said = ({ statusCode, ...response }: WebResponse): [number, unknown] => [
  statusCode,
  jsonOf({ statusCode, ...response }),
];
const tokenIn = (response: WebResponse) => (jsonOf(response) as { token?: string }).token;
const signIns = async (sent: Sent) => said(await world.ask('GET /api/sign-ins', sent));
const inMiniApp = async () => bearer(tokenIn(await world.signIn(world.initData(ADA))));
const inBrowser = async () => world.inBrowser(await world.use(await world.ticket(ADA)));
const stored = async (): Promise<string> => JSON.stringify(await itemsOf(table));

test('the Mini App signs in with what Telegram signed, for an hour', async () => {
  const response = await world.signIn(world.initData(ADA));
  expect(said(response)).toEqual([
    200,
    { token: expect.stringMatching(/^1001\.[\w-]{43}$/), expiresAtMs: world.now() + HOUR_MS },
  ]);
  expect(response.cookies).toBeUndefined();
  const mine = bearer(tokenIn(response));
  expect(await signIns(mine)).toMatchObject([200, { signIns: [{ door: 'mini-app', isThis: true }] }]);
  world.pass(HOUR_MS - 1);
  expect((await signIns(mine))[0]).toBe(200);
  world.pass(1);
  expect(await signIns(mine)).toEqual(SIGNED_OUT);
});

test('who opens the Mini App before they wrote is greeted by name, and whoever wrote by what they wrote with', async () => {
  world.startAgain({ ALLOWED_USER_IDS: 'everyone' });
  const names = { first_name: 'Grace', last_name: '', username: 'hopper', language_code: 'de' };
  const me = async (owner: number) => {
    const signed = await world.signIn(world.initData(owner, world.now(), names));
    return said(await world.ask('GET /api/me', bearer(tokenIn(signed))));
  };
  expect(await me(STRANGER)).toMatchObject([200, { name: 'Grace', username: 'hopper', language: 'de' }]);
  expect((await world.profiles.get(STRANGER))?.lastName).toBeUndefined();
  expect(await me(ADA)).toMatchObject([200, { name: 'Ada L', username: 'ada' }]);
});

test('a name is no reason to keep somebody out', async () => {
  world.startAgain({ ALLOWED_USER_IDS: 'everyone' });
  const names = { first_name: 5, username: null } as unknown as Record<string, string>;
  const signed = await world.signIn(world.initData(STRANGER, world.now(), names));
  expect(said(await world.ask('GET /api/me', bearer(tokenIn(signed))))).toMatchObject([
    200,
    { name: '6006' },
  ]);
});

test('a ticket of who has no names says their number', async () => {
  world.startAgain({ ALLOWED_USER_IDS: 'everyone' });
  const ticket = await world.ticket(STRANGER);
  expect(said(await world.look(ticket))).toEqual([200, { name: '6006', bot: 'steward_bot' }]);
});

test('stale data, data of the future, of another bot and of nobody sign nobody in', async () => {
  const { initData, signIn } = world;
  const wrong = [
    initData(ADA, world.now() - 25 * HOUR_MS),
    initData(ADA, world.now() + HOUR_MS),
    initData(ADA).replace('1001', '1002'),
    `${initData(ADA)}&user=${encodeURIComponent('{"id":1}')}`,
    'nothing',
  ];
  for (const data of wrong) expect(said(await signIn(data))).toEqual(REFUSED);
  expect(await stored()).not.toContain('SIGNIN#');
});

test('the data of a reload signs in again, to a session of its own', async () => {
  const data = world.initData(ADA);
  const [first, second] = [tokenIn(await world.signIn(data)), tokenIn(await world.signIn(data))];
  expect(first).not.toBe(second);
  expect(await signIns(bearer(first))).toMatchObject([200, { signIns: [{}, {}] }]);
});

test('a ticket says whom it is for, stays unused by that, and signs in once', async () => {
  const ticket = await world.ticket(ADA);
  const holder = { name: 'Ada L', username: 'ada', bot: 'steward_bot' };
  for (let times = 0; times < 2; times += 1) expect(said(await world.look(ticket))).toEqual([200, holder]);
  const response = await world.use(ticket);
  expect(said(response)).toEqual([200, { expiresAtMs: world.now() + 30 * 24 * HOUR_MS }]);
  expect(response.cookies).toEqual([
    expect.stringMatching(
      /^__Host-session=1001\.[\w-]{43}; Max-Age=2592000; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  expect(await signIns(world.inBrowser(response))).toMatchObject([
    200,
    { signIns: [{ door: 'browser', browser: 'Firefox on Linux', isThis: true }] },
  ]);
  expect(said(await world.use(ticket))).toEqual(REFUSED);
});

test('a ticket that is used, expired or was never given is refused in the same words', async () => {
  const [used, expired] = [await world.ticket(ADA), await world.ticket(ADA)];
  await world.use(used);
  world.pass(TICKET_MS);
  const never = `${ADA}.${'a'.repeat(43)}`;
  for (const ticket of [used, expired, never, expired.replace('1001', '1002'), 'x'])
    for (const response of [await world.look(ticket), await world.use(ticket)]) {
      expect(said(response)).toEqual(REFUSED);
      expect(response.cookies).toBeUndefined();
    }
});

test('of many who use one ticket at once one is signed in', async () => {
  const ticket = await world.ticket(ADA);
  const responses = await Promise.all([1, 2, 3, 4].map(() => world.use(ticket)));
  expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401, 401]);
});

test('nothing that signs somebody in stands in the table', async () => {
  const ticket = await world.ticket(ADA);
  const other = await world.ticket(ADA);
  const cookie = (await world.use(ticket)).cookies?.[0] ?? '';
  const token = tokenIn(await world.signIn(world.initData(ADA))) ?? '';
  const items = await stored();
  for (const secret of [other, token, cookie.split(/[=;]/)[1] ?? ''])
    expect(items).not.toContain(secret.split('.')[1]);
  expect(items).toContain('SIGNIN#');
});

test('a page of another site uses no ticket, with or without the browser’s words', async () => {
  const ticket = await world.ticket(ADA);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: '' },
    { 'x-steward-door': '' },
    { 'x-steward-door': 'mini-app' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) expect(said(await world.use(ticket, { headers }))).toEqual(FOREIGN);
  const form = { headers: { 'content-type': 'text/plain' } };
  expect(said(await world.use(ticket, form))).toEqual([400, { error: 'bad-request' }]);
  expect((await world.use(ticket)).statusCode).toBe(200);
});

test('a session that was put into the browser beforehand is not the one that is signed in', async () => {
  const planted = await world.use(await world.ticket(ADA));
  const { cookies = [] } = world.inBrowser(planted);
  const response = await world.use(await world.ticket(ADA), { cookies });
  expect(response.cookies?.[0]).not.toContain(cookies[0]);
  // Beside a second cookie of that name neither counts: which of them is ours?
  const both = [...cookies, ...(world.inBrowser(response).cookies ?? [])];
  expect(await signIns({ ...world.inBrowser(response), cookies: both })).toEqual(SIGNED_OUT);
});

test('a cookie counts with the browser’s door alone, and for what writes from its own page', async () => {
  const mine = await inBrowser();
  const { cookies = [], headers = {} } = mine;
  expect(await signIns({ cookies })).toEqual(SIGNED_OUT);
  expect(await signIns({ cookies, headers: { 'x-steward-door': 'mini-app' } })).toEqual(SIGNED_OUT);
  const signOut = async (more: Record<string, string>) =>
    said(
      await world.ask('POST /api/sign-out', {
        cookies,
        headers: { ...headers, ...more },
        body: { which: 'this' },
      }),
    );
  for (const origin of ['', 'null', 'https://evil.example', `${ORIGIN}:444`])
    expect(await signOut({ origin })).toEqual(FOREIGN);
  expect(await signOut({ 'content-type': 'text/plain' })).toEqual([400, { error: 'bad-request' }]);
  expect((await signIns(mine))[0]).toBe(200);
});

test('the session of one door does not pass through the other', async () => {
  const token = tokenIn(await world.signIn(world.initData(ADA)));
  expect(
    await signIns({ cookies: [`__Host-session=${token}`], headers: { 'x-steward-door': 'browser' } }),
  ).toEqual(SIGNED_OUT);
  const { cookies = [], headers } = await inBrowser();
  const stolen = bearer(cookies[0]?.split('=')[1]);
  expect(await signIns(stolen)).toEqual(SIGNED_OUT);
  // Nor is a wrong bearer made good by a good cookie.
  expect(await signIns({ cookies, headers: { ...headers, ...stolen.headers } })).toEqual(SIGNED_OUT);
});

test('on this machine there is no cookie, and none counts', async () => {
  const local = await startWebWorld({ table, publicUrl: 'http://localhost:8788' });
  const response = await local.use(await local.ticket(ADA));
  const token = tokenIn(response);
  expect(response.cookies).toBeUndefined();
  const asked = async (sent: Sent) => said(await local.ask('GET /api/sign-ins', sent));
  expect(await asked(bearer(token))).toMatchObject([200, { signIns: [{ door: 'browser' }] }]);
  const cookie = { cookies: [`__Host-session=${token}`], headers: { 'x-steward-door': 'browser' } };
  expect(await asked(cookie)).toEqual(SIGNED_OUT);
});

test('who is let in no more is told so at the next request, and signed in by nothing', async () => {
  const [mine, ticket] = [await inMiniApp(), await world.ticket(ADA)];
  world.startAgain({ ALLOWED_USER_IDS: '5' });
  const notLetIn = [403, { error: 'not-let-in' }];
  expect(await signIns(mine)).toEqual(notLetIn);
  expect(said(await world.signIn(world.initData(ADA)))).toEqual(notLetIn);
  expect(said(await world.look(ticket))).toEqual(notLetIn);
  expect(said(await world.use(ticket))).toEqual(notLetIn);
  await world.profiles.update(ADA, { letIn: true, updatedAtMs: world.now() });
  expect((await signIns(mine))[0]).toBe(200);
  await world.profiles.update(ADA, { letIn: false, updatedAtMs: world.now() });
  expect(await signIns(mine)).toEqual(notLetIn);
  expect(said(await world.signIn(world.initData(STRANGER)))).toEqual(notLetIn);
});

test('a session ends alone, by its id, or with all others', async () => {
  const [first, second, third] = [await inMiniApp(), await inMiniApp(), await inBrowser()];
  const { signIns: listed } = (await signIns(first))[1] as { signIns: { id: string; isThis: boolean }[] };
  const end = async (sent: Sent, which: unknown) =>
    await world.ask('POST /api/sign-out', { ...sent, body: { which } });
  expect((await end(first, 'this')).cookies).toBeUndefined();
  expect(await signIns(first)).toEqual(SIGNED_OUT);
  const { signIns: left } = (await signIns(second))[1] as { signIns: { id: string; isThis: boolean }[] };
  expect(left).toHaveLength(listed.length - 1);
  const other = left.find(({ isThis }) => !isThis)?.id;
  expect(said(await end(second, { id: other }))).toEqual([200, {}]);
  expect(await signIns(third)).toEqual(SIGNED_OUT);
  const fourth = await inBrowser();
  const all = await end(fourth, 'all');
  expect(all.cookies).toEqual(['__Host-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax']);
  expect(await signIns(second)).toEqual(SIGNED_OUT);
  expect(await signIns(fourth)).toEqual(SIGNED_OUT);
  expect(said(await end(await inMiniApp(), { id: 'x' }))).toMatchObject([400, {}]);
});

test('nobody ends the session of somebody else', async () => {
  world.startAgain({ ALLOWED_USER_IDS: `${ADA},7` });
  const mine = await inMiniApp();
  const other = bearer(tokenIn(await world.signIn(world.initData(7))));
  const [, { signIns: listed }] = (await signIns(mine)) as [number, { signIns: { id: string }[] }];
  await world.ask('POST /api/sign-out', { ...other, body: { which: { id: listed[0]?.id } } });
  expect((await signIns(mine))[0]).toBe(200);
});

test('when a session was seen is kept to the hour', async () => {
  const mine = await inBrowser();
  const seen = async () => {
    const [, body] = (await signIns(mine)) as [number, { signIns: { seenAtMs: number }[] }];
    return new Date(body.signIns[0]?.seenAtMs ?? 0).toISOString().slice(11, 16);
  };
  expect(await seen()).toBe('12:00');
  world.pass(HOUR_MS);
  expect(await seen()).toBe('13:00');
});

test('of one door ten are kept: a new one ends the oldest, and what has expired goes', async () => {
  const browser = await inBrowser();
  const first = await inMiniApp();
  for (let more = 0; more < 10; more += 1) {
    world.pass(1);
    await inMiniApp();
  }
  expect(await signIns(first)).toEqual(SIGNED_OUT);
  const [, body] = (await signIns(browser)) as [number, { signIns: unknown[] }];
  expect(body.signIns).toHaveLength(11);
  world.pass(2 * HOUR_MS);
  await inMiniApp();
  expect((await stored()).match(/SIGNIN#/g)).toHaveLength(2);
});

test('who fails too often is looked at no more for a while, also by another function', async () => {
  const ticket = await world.ticket(ADA);
  for (let tries = 0; tries < FAILED_TRIES; tries += 1) await world.use('x');
  world.startAgain();
  const response = await world.use(ticket);
  expect(said(response)).toEqual([
    429,
    { error: 'too-many-requests', retryAfterSeconds: expect.any(Number) },
  ]);
  expect(response.headers['retry-after']).toMatch(/^\d+$/);
  expect(said(await world.signIn(world.initData(ADA)))[0]).toBe(429);
  // Another address is another one's, and what is signed in goes on.
  expect((await world.use(ticket, { address: '203.0.113.9' })).statusCode).toBe(200);
  world.pass(FAILED_TRIES_MS);
  expect((await world.use(await world.ticket(ADA))).statusCode).toBe(200);
});

test('all addresses of one network of version 6 are one', async () => {
  for (let tries = 0; tries < FAILED_TRIES; tries += 1)
    await world.look('x', { address: `2001:db8:0:7::${tries + 1}` });
  const at = async (address: string) => (await world.look('x', { address })).statusCode;
  expect(await at('2001:0db8::7:ffff:0:0:9')).toBe(429);
  expect(await at('2001:db8:0:8::1')).toBe(401);
});

test('who succeeds writes no failure', async () => {
  await world.signIn(world.initData(ADA));
  await world.look(await world.ticket(ADA));
  expect(await stored()).not.toContain('TRIES#');
});

test('who asks without end is told to wait', async () => {
  const mine = await inMiniApp();
  const answers = await Promise.all(Array.from({ length: REQUESTS_PER_MINUTE }, () => signIns(mine)));
  // One of them, whichever came last: signing in was a request as well.
  expect(answers.filter(([status]) => status !== 200)).toEqual([
    [429, { error: 'too-many-requests', retryAfterSeconds: 60 }],
  ]);
  world.pass(60_000);
  expect((await signIns(mine))[0]).toBe(200);
});

test('until somebody wrote down who the bot is, nobody is signed in by it', async () => {
  const key = { pk: { N: '0' }, sk: { S: 'BOT' } };
  await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: key }));
  expect(said(await world.signIn(world.initData(ADA)))[0]).toBe(503);
});

test.each(['', 'Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${ADA}.${'a'.repeat(43)}`, 'Bearer 1 2'])(
  'the authorization “%s” is nobody’s',
  async (authorization) => {
    expect(await signIns({ headers: { authorization } })).toEqual(SIGNED_OUT);
  },
);
