// Connections from outside, in real processes: killed in the middle, refreshed by many at once, and given what is no calendar.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { giveConsent } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ADA, type ConnectionsWorld, HOME, type Member, startConnectionsWorld } from './connections-world.ts';
import { todays } from './feeds.ts';
import { tableOf } from './table-of.ts';

const MINUTE = 60_000;

let world: ConnectionsWorld;
let ada: Member;
const secrets = new Set<string>();
beforeAll(async () => {
  world = await startConnectionsWorld();
  ada = await world.join('Ada');
  // From yesterday on for days: midnight may come meanwhile.
  const day = (days: number) => ({
    date: new Date(Date.now() + days * 24 * 60 * MINUTE).toISOString().slice(0, 10),
  });
  for (const account of [ADA, HOME])
    world.google.seed(account, account, {
      ...{ summary: `canary-title of ${account}`, start: day(-1), end: day(4) },
      attendees: [{ email: 'canary-guest@example.com', responseStatus: 'accepted' }],
    });
  await ada.person.asks('/timezone UTC', 'UTC');
});
afterAll(() => world.close());
beforeEach(() => world.google.recover());

const noteTokens = () => {
  for (const { tokens, accessTokens } of world.google.oauth.kept())
    for (const token of [...tokens, ...accessTokens.map(([one]) => one)]) secrets.add(token);
};
const asked = (route: string) => world.google.seen.filter((one) => one.route.includes(route)).length;
/** Until the next request of this kind has come. */
const hears = async (route: string, before: number) =>
  await expect.poll(() => asked(route), { interval: 10 }).toBeGreaterThan(before);
const seesTitle = async () => {
  world.google.oauth.expireAccessTokens();
  await ada.person.asks('/agenda', /canary-title/);
  noteTokens();
};
const disconnectAll = async (member: Member) => {
  for (const { id } of await member.lists()) await member.asks('POST /disconnect', { id });
  expect(await member.lists()).toEqual([]);
};

describe('kill -9', () => {
  test('while a code is exchanged, and its answer is lost: the next one connects', async () => {
    world.google.fail('answer-lost', { where: '/token', times: 9 });
    const before = asked('/token');
    const lost = ada.comesBack({ account: ADA }).catch(() => 'lost');
    await hears('/token', before);
    await world.killed();
    expect(await lost).toMatch(/^(?:lost|refused=)/);
    world.google.recover();
    expect(await ada.lists()).toEqual([]);
    expect(await ada.connects(ADA)).toMatchObject({ account: ADA, state: 'active' });
    await seesTitle();
    await disconnectAll(ada);
  });

  test('between callback and yes, and while yes is said: connected once, with good tokens', async () => {
    const fragment = await ada.comesBack({ account: ADA });
    secrets.add(fragment.replace('confirm=', ''));
    await world.killed();
    world.google.fail('silent', { where: 'calendarList', times: 9 });
    const before = asked('calendarList');
    const said = ada.confirms(fragment).catch(() => 'lost');
    await hears('calendarList', before);
    await world.killed();
    expect(await said).toBe('lost');
    world.google.recover();
    expect(await ada.confirms(fragment)).toMatchObject({ status: 200, integrations: [{ account: ADA }] });
    await seesTitle();
  });

  test('in the middle of a reading and of a refresh: read again after that, and nothing is lost', async () => {
    const [{ id = '', lastReadAtMs = 0 } = {}] = await ada.lists();
    world.google.oauth.expireAccessTokens();
    world.google.fail('silent', { where: '/token', times: 9 });
    const before = asked('/token');
    const read = ada.asks('POST /test', { id }).catch(() => 'lost');
    await hears('/token', before);
    await world.killed();
    await read;
    world.google.recover();
    // What holds the lease is dead: it ends by itself.
    world.pass(2 * MINUTE);
    expect((await ada.asks('POST /test', { id })).status).toBe(200);
    const all = await ada.lists();
    expect(all).toMatchObject([{ id, state: 'active' }]);
    expect(all[0]?.lastReadAtMs).toBeGreaterThan(lastReadAtMs);
    await seesTitle();
  });

  test('between a tap on a card and its event: one event, told and taken back', async () => {
    const made = () => world.google.events(ADA, ADA).filter(({ summary }) => summary === 'dentist of Ada');
    const day = new Date(Date.now() + 72 * 60 * MINUTE).toISOString().slice(0, 10);
    const card = await ada.person.asks(`/event dentist of Ada on ${day} at 15:00`, /📅 dentist of Ada/);
    world.google.fail('answer-lost', { where: 'POST /calendar', times: 9 });
    const before = asked('POST /calendar');
    await ada.person.taps(card, 'Create');
    await hears('POST /calendar', before);
    await world.killed();
    world.google.recover();
    world.pass(2 * MINUTE);
    const told = await ada.person.sees(/✅ In your calendar: dentist of Ada/);
    expect(made()).toHaveLength(1);
    await ada.person.taps(told, 'Undo');
    await ada.person.sees(/↩️ Taken out of your calendar: dentist of Ada/);
    expect(made().filter(({ status }) => status !== 'cancelled')).toEqual([]);
  });

  test('while it is ended: ended once more, it is gone here and there', async () => {
    const [{ id = '' } = {}] = await ada.lists();
    world.google.fail('answer-lost', { where: '/revoke', times: 9 });
    const before = asked('/revoke');
    const ended = ada.asks('POST /disconnect', { id }).catch(() => 'lost');
    await hears('/revoke', before);
    await world.killed();
    await ended;
    world.google.recover();
    await ada.asks('POST /disconnect', { id });
    expect([await ada.lists(), world.google.oauth.granted(ADA)]).toEqual([[], 0]);
    await ada.person.asks('/agenda', 'No calendar is connected');
  });
});

test('twenty who ask at the same time make one call for a new token, over the web and in the chat', async () => {
  const { id } = await ada.connects(ADA);
  world.google.oauth.expireAccessTokens();
  const before = asked('/token');
  const all = await Promise.all([
    ada.person.asks('/agenda', /canary-title/),
    ...Array.from({ length: 20 }, () => ada.asks('POST /test', { id })),
  ]);
  expect(all.slice(1).map((answer) => ('status' in answer ? answer.status : 0))).toEqual(
    Array.from({ length: 20 }, () => 200),
  );
  expect(asked('/token') - before).toBe(1);
  noteTokens();
});

test('what nobody confirms within ten minutes is given back, and what is connected stays', async () => {
  await ada.connects(ADA);
  const eve = await world.join('Eve');
  const fragment = await eve.comesBack({ account: HOME });
  expect([await eve.lists(), world.google.oauth.granted(HOME)]).toEqual([[], 1]);
  world.pass(10 * MINUTE + 1_000);
  await expect.poll(() => world.google.oauth.granted(HOME)).toBe(0);
  expect((await eve.confirms(fragment)).status).toBe(404);
  expect(await ada.lists()).toMatchObject([{ account: ADA, state: 'active' }]);
  await seesTitle();
});

describe('bad input', () => {
  test('what a browser may be sent back with says why nothing came of it, and keeps nothing', async () => {
    const back = async (change: (query: URLSearchParams) => void, consent = {}) => {
      const { pathname, searchParams } = await giveConsent(await ada.begins(), { account: HOME, ...consent });
      change(searchParams);
      return await world.opens(`${pathname}?${searchParams}`);
    };
    const same = () => {};
    const foreign = world.person('Somebody').id;
    const unknown = 'refused=unknown';
    for (const wrong of [
      (query: URLSearchParams) => query.set('state', 'nobody'),
      (query: URLSearchParams) => query.set('state', `${foreign}.${query.get('state')?.split('.')[1]}`),
      (query: URLSearchParams) => query.append('state', query.get('state') ?? ''),
      (query: URLSearchParams) => query.append('code', 'another'),
      (query: URLSearchParams) => query.delete('state'),
      (query: URLSearchParams) => query.set('code', 'x'.repeat(5_000)),
      (query: URLSearchParams) => query.set('code', 'guessed'),
    ])
      expect(await back(wrong)).toBe(unknown);
    const used = await giveConsent(await ada.begins(), { account: HOME });
    const fragment = await world.opens(used.pathname + used.search);
    expect([fragment, await world.opens(used.pathname + used.search)]).toEqual([
      expect.stringMatching(/^confirm=/),
      unknown,
    ]);
    await ada.asks('POST /refuse', { code: fragment.replace('confirm=', '') });
    expect(await back(same, { decision: 'deny' })).toBe('refused=consent-refused');
    const [scope = ''] = (new URL(await ada.begins()).searchParams.get('scope') ?? '').split(' ');
    expect(await back(same, { without: [scope] })).toBe('refused=scope-missing');
    world.google.switches.leaveOutRefreshToken = true;
    expect(await back(same)).toBe('refused=no-refresh-token');
    world.google.switches.leaveOutRefreshToken = false;
    for (const [fault, why] of [
      [{ status: 503 }, 'away'],
      [{ status: 429 }, 'throttled'],
      [{ status: 200, body: '<p>canary-server-text</p>' }, 'bad-answer'],
    ] as const) {
      world.google.fail(fault, { where: '/token', times: 9 });
      expect(await back(same)).toBe(`refused=${why}`);
      world.google.recover();
    }
    expect(await ada.lists()).toMatchObject([{ account: ADA }]);
  });

  test.concurrent('an address says why it is no calendar, and one that is one is read in part', async () => {
    const bea = await world.join('Bea');
    await bea.person.asks('/timezone UTC', 'UTC');
    // Of this machine, and no operator has named it.
    const { port } = new URL(world.ollama.url);
    const addresses = [
      ...['large', 'page', 'empty', 'away', '429', '404', '500'].map(world.feed),
      ...['http://10.0.0.1/a.ics', `http://127.0.0.1:${port}/a.ics`, 'http://169.254.169.254/latest'],
      ...['https://localhost/a.ics', 'https://[::ffff:7f00:1]/a.ics', 'https://nowhere.invalid/a.ics'],
    ];
    const whys = await Promise.all(
      addresses.map(async (address) => {
        const { status, why } = await bea.asks('POST /feed', { address });
        return [status, why];
      }),
    );
    expect(whys).toEqual(
      [
        ...['too-large', 'no-calendar', 'no-calendar', 'away', 'throttled', 'gone', 'away'],
        ...['forbidden-address', 'forbidden-address', 'forbidden-address'],
        ...['forbidden-address', 'forbidden-address', 'away'],
      ].map((why) => [422, why]),
    );
    expect(await bea.lists()).toEqual([]);
    for (const name of ['endless', 'zone'])
      expect((await bea.asks('POST /feed', { address: world.feed(name), name })).status).toBe(200);
    const { text } = await bea.person.asks('/agenda', /Incomplete/);
    expect(text?.match(/canary-beside/g)).toHaveLength(2);
    expect(text?.match(/Incomplete: some events of .* written in a way that I cannot read/g)).toHaveLength(2);
  });

  test.concurrent('a server for calendars that refuses, waits or is gone says so', async () => {
    const { calDav } = world;
    const cleo = await world.join('Cleo');
    await cleo.person.asks('/timezone UTC', 'UTC');
    const form = { url: calDav.url, username: calDav.username };
    const tries = async (password: string) => (await cleo.asks('POST /caldav', { ...form, password })).why;
    expect(await tries('canary-password')).toBe('auth');
    for (const [status, why] of [
      [503, 'away'],
      [429, 'throttled'],
    ] as const) {
      calDav.fail({ status }, { times: 9 });
      expect(await tries(calDav.password)).toBe(why);
      calDav.recover();
    }
    expect(await tries(calDav.password)).toBe(undefined);
    calDav.put('one.ics', todays('canary-dav'));
    for (const [status, words] of [
      [401, 'the sign-in is not accepted any more'],
      [429, 'its server asks me to wait'],
      [500, 'its server does not answer'],
    ] as const) {
      calDav.fail({ status }, { times: 20 });
      await cleo.person.asks('/agenda', words);
      calDav.recover();
    }
    expect(await cleo.lists()).toMatchObject([{ state: 'active' }]);
    await cleo.person.asks('/agenda', 'canary-dav');
  });
});

test('afterwards no token, title, guest, password or address of a feed is to be found', async () => {
  noteTokens();
  const canaries = ['canary-', world.calDav.password, ...secrets];
  expect(canaries.length).toBeGreaterThan(6);
  const found = (text: string) => canaries.filter((canary) => text.includes(canary));
  expect(found(await world.log())).toEqual([]);
  expect(found(world.printed())).toEqual([]);
  await world.product().stop();
  const stored = await tableOf(world.dataDir);
  expect(stored).toContain('CONNECTION#');
  expect(found(stored)).toEqual([]);
  const files = readdirSync(world.dataDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(world.dataDir, name))
    .filter((path) => statSync(path).isFile());
  expect(files.filter((path) => found(readFileSync(path, 'latin1')).length > 0)).toEqual([]);
});
