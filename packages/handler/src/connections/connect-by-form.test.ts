// What a person writes into a form becomes a connection, or a fault that says why; never half of one.
import { ConnectorError } from '@steward/connectors';
import { sampleConnection } from '@steward/core/testing';
import {
  type FakeCalDav,
  type FakeService,
  startFakeCalDav,
  startFakeService,
} from '@steward/stand-ins/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ADA, accountsWorld } from '../../test/accounts-world.ts';
import { MAX_CONNECTIONS } from './keep-account.ts';
import { openCalDav, openFeed } from './kept-secrets.ts';
import { addressesToTry, calDavServersToTry } from './server-address.ts';

let dav: FakeCalDav;
let feed: FakeService;
let body = '';
beforeAll(async () => {
  dav = await startFakeCalDav();
  const part = () => ({ status: 200, headers: { 'content-type': 'text/calendar' }, body });
  feed = await startFakeService([part], { notFound: { status: 404 } });
});
afterEach(() => {
  dav.recover();
  feed.recover();
});
afterAll(async () => {
  await dav.close();
  await feed.close();
});

const CANARY = 'canary-4711';
const form = (changes: object = {}) => ({
  ...{ url: dav.url, username: dav.username, password: dav.password },
  ...changes,
});
const addressOf = (scheme = 'http') => `${feed.url.replace('http', scheme)}/private/${CANARY}/basic.ics`;
const calendarOf = (...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Work',
    'BEGIN:VEVENT',
    'UID:1',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
const GOOD = calendarOf('DTSTART:20261019T090000Z', 'DURATION:PT1H');

test('a CalDAV account is found from its host alone, and its password lies sealed', async () => {
  const { accounts, seal, stored, connections } = accountsWorld();
  const made = await accounts.connectCalDav(ADA, form({ url: new URL(dav.url).host }));
  expect(made).toMatchObject({
    ...{ owner: ADA, provider: 'caldav', account: 'ada@example.com', state: 'active', generation: 1 },
    calendars: [
      { name: '2026', isBusy: true, isWritable: true },
      { name: 'holidäys', isBusy: false, isWritable: false },
    ],
  });
  expect(made.target).toBe(made.calendars[0]?.id);
  expect(made.dueMs).toBeGreaterThan(0);
  expect(openCalDav(seal, made)).toEqual({
    ...{ url: `${dav.url}/`, username: dav.username, password: dav.password },
    addresses: ['ada@example.com'],
  });
  expect(stored()).not.toContain(dav.password);
  expect(await connections.list(ADA)).toEqual([made]);
  const wrong = form({ url: new URL(dav.url).host, password: CANARY });
  await expect(accounts.connectCalDav(ADA, wrong)).rejects.toMatchObject({ why: 'auth' });
});

test('the same account takes the place of the first and keeps what was chosen', async () => {
  const { accounts } = accountsWorld();
  const { id, calendars } = await accounts.connectCalDav(ADA, form());
  const [, holidays] = calendars;
  await accounts.choose(ADA, { id, busy: [holidays?.id ?? ''], target: null });
  const again = await accounts.connectCalDav(ADA, form());
  expect(again).toMatchObject({ id, generation: 2, calendars: [{ isBusy: false }, { isBusy: true }] });
  expect(again.target).toBeUndefined();
  expect(await accounts.list(ADA)).toHaveLength(1);
});

test('a form that comes twice at once connects one account', async () => {
  body = GOOD;
  const { accounts, removed } = accountsWorld();
  const twice = <T>(connect: () => Promise<T>) => Promise.all([connect(), connect()]);
  await twice(() => accounts.connectCalDav(ADA, form()));
  await twice(() => accounts.connectFeed(ADA, { address: addressOf() }));
  await twice(() => accounts.connectBridge(ADA));
  const providers = (await accounts.list(ADA)).map(({ provider }) => provider);
  expect(providers.toSorted()).toEqual(['apple-notes', 'caldav', 'ics']);
  // What may have been read of two of them.
  expect(removed).toHaveLength(2);
});

test('a second account writes nothing where the first does, unless it is chosen', async () => {
  const { accounts, put } = accountsWorld();
  await put(sampleConnection({ owner: ADA }));
  expect((await accounts.connectCalDav(ADA, form())).target).toBeUndefined();
  await expect(accounts.connectCalDav(ADA, form({ url: addressOf(), again: 'c-1' }))).rejects.toMatchObject({
    why: 'gone',
  });
});

const slow = 'silent' as const;
test.each([
  ['a wrong password', 'auth', { password: CANARY }, undefined],
  ['a server that is away', 'away', {}, { status: 503 }],
  ['a server that breaks off', 'away', {}, 'broken' as const],
  ['a slow server', 'away', {}, slow],
  ['a server that asks to wait', 'throttled', {}, { status: 429 }],
  ['a redirect to another host', 'forbidden-address', {}, { status: 302, headers: { location: '' } }],
  ['a page instead of a server', 'no-calendar', {}, { status: 200, body: '<html>Welcome</html>' }],
  ['an address that is none', 'forbidden-address', { url: 'ftp://x.example' }, undefined],
  ['a private address', 'forbidden-address', { url: '10.0.0.1' }, undefined],
])('%s is said to be: %s', async (_name, why, changes, fault) => {
  const { accounts, stored } = accountsWorld({}, 300);
  const elsewhere = { location: feed.url };
  if (fault)
    dav.fail(typeof fault === 'object' && 'headers' in fault ? { ...fault, headers: elsewhere } : fault, {
      times: 99,
    });
  const failure = await accounts.connectCalDav(ADA, form(changes)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'ConnectionFailure', why });
  expect(String(failure)).not.toMatch(CANARY);
  expect(stored()).not.toContain('CONNECTION#');
});

test('a certificate that is refused is said, and plain http is no way around it', async () => {
  const { accounts, providers } = accountsWorld();
  providers.fetch = async () => async (url) => {
    throw new ConnectorError(String(url).startsWith('https:') ? 'certificate' : 'bad-answer');
  };
  const failing = accounts.connectCalDav(ADA, form({ url: 'cloud.example' }));
  await expect(failing).rejects.toMatchObject({ why: 'certificate' });
});

test.each([
  ['icloud.com', 'https://caldav.icloud.com/'],
  ['https://www.icloud.com/calendar', 'https://caldav.icloud.com/'],
  ['ada@me.com', 'https://caldav.icloud.com/'],
  ['https://p12-caldav.icloud.com', 'https://caldav.icloud.com/'],
  ['ada@posteo.example', 'https://posteo.example/'],
  [' cloud.example:8443/dav ', 'https://cloud.example:8443/dav'],
  ['caldavs://cloud.example', 'https://cloud.example/'],
  ['http://cloud.example', 'http://cloud.example/'],
  ['noticloud.com', 'https://noticloud.com/'],
  ['https://', undefined],
  ['javascript://x', undefined],
])('“%s” is looked for at %s first', (written, first) => {
  expect(calDavServersToTry(written)[0]?.href).toBe(first);
  expect(addressesToTry('webcal://a.example/x.ics').map(String)).toEqual([
    'https://a.example/x.ics',
    'http://a.example/x.ics',
  ]);
});

test('a feed is connected by its address, which lies sealed', async () => {
  const { accounts, seal, stored } = accountsWorld();
  body = GOOD;
  const made = await accounts.connectFeed(ADA, { address: addressOf('webcal') });
  expect(made).toMatchObject({
    ...{ provider: 'ics', account: new URL(feed.url).host },
    calendars: [{ id: 'feed', name: 'Work', isBusy: true, isWritable: false }],
  });
  expect(made.target).toBeUndefined();
  expect(openFeed(seal, made)).toBe(addressOf());
  expect(stored()).not.toContain(CANARY);
});

test('the same feed again keeps its place, and the name that the person gave it', async () => {
  const { accounts } = accountsWorld();
  body = GOOD;
  const { id } = await accounts.connectFeed(ADA, { address: addressOf(), name: ' Club ' });
  await accounts.choose(ADA, { id, busy: [] });
  const again = await accounts.connectFeed(ADA, { address: addressOf('webcal') });
  expect(again).toMatchObject({ id, calendars: [{ name: 'Club', isBusy: false }] });
  const moved = await accounts.connectFeed(ADA, { address: `${addressOf()}?new`, name: 'Team', again: id });
  expect(moved).toMatchObject({ id, generation: 3, calendars: [{ name: 'Team', isBusy: false }] });
});

test.each([
  ['a page that asks to sign in', 'no-calendar', () => '<html>Sign in</html>'],
  ['more than 5 MB', 'too-large', () => GOOD + 'x'.repeat(5 * 2 ** 20)],
])('%s is no feed: %s', async (_name, why, given) => {
  const { accounts, stored } = accountsWorld();
  body = given();
  const failure = await accounts.connectFeed(ADA, { address: addressOf() }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ why });
  expect(String(failure)).not.toMatch(CANARY);
  expect(stored()).not.toContain('CONNECTION#');
});

test.each([
  ['an endless rule', ['DTSTART:20261019T090000Z', 'RRULE:FREQ=SECONDLY']],
  ['an unknown zone', ['DTSTART;TZID=Middle/Earth:20261019T090000']],
])('a feed with %s is connected: the rest of it can be read', async (_name, lines) => {
  const { accounts } = accountsWorld();
  body = calendarOf(...lines);
  expect(await accounts.connectFeed(ADA, { address: addressOf() })).toMatchObject({ state: 'active' });
});

test('no more than ten are kept, and one of the ten can still be connected again', async () => {
  const { accounts, put } = accountsWorld();
  body = GOOD;
  const { id } = await accounts.connectFeed(ADA, { address: addressOf() });
  for (let count = 1; count < MAX_CONNECTIONS; count += 1)
    await put(sampleConnection({ owner: ADA, id: `c-${count}` }));
  await put(sampleConnection({ owner: ADA, id: 'p', state: 'pending' }));
  await expect(accounts.connectCalDav(ADA, form())).rejects.toMatchObject({ why: 'too-many' });
  expect(await accounts.connectFeed(ADA, { address: addressOf() })).toMatchObject({ id });
});

test('without a key nothing is offered, and nothing is connected', async () => {
  const { accounts, world } = accountsWorld();
  expect((await accounts.offers()).map(({ provider }) => provider)).toEqual(['caldav', 'ics', 'apple-notes']);
  world.hasKey = false;
  expect(await accounts.offers()).toEqual([]);
  for (const connecting of [
    accounts.connectCalDav(ADA, form()),
    accounts.connectFeed(ADA, { address: addressOf() }),
    accounts.connectBridge(ADA),
  ])
    await expect(connecting).rejects.toMatchObject({ why: 'provider-off' });
});
