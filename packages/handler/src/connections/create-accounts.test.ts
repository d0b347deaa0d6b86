// What can be done with an account that is connected, up to its end.

import { newVerifier } from '@steward/connectors/oauth';
import type { Connection } from '@steward/core';
import { sampleConnection } from '@steward/core/testing';
import { readSignInToken } from '@steward/core/tokens';
import { type FakeGoogle, giveConsent, startFakeGoogle } from '@steward/stand-ins/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AccountsWorld, ADA, accountsWorld, GOOGLE_CLIENT } from '../../test/accounts-world.ts';

let google: FakeGoogle;
beforeAll(async () => {
  google = await startFakeGoogle({ client: GOOGLE_CLIENT });
});
afterEach(() => google.recover());
afterAll(async () => await google.close());

const withGoogle = () =>
  accountsWorld({
    ...{ GOOGLE_CLIENT_ID: GOOGLE_CLIENT.id, GOOGLE_CLIENT_SECRET: GOOGLE_CLIENT.secret },
    GOOGLE_URL: google.url,
  });

/** Connected by the consent page. */
const granted = async (world: AccountsWorld, changes: Partial<Connection> = {}): Promise<Connection> => {
  const oauth = await world.providers.oauth('google');
  const [verifier, redirectUri] = [newVerifier(), GOOGLE_CLIENT.redirectUris[0] ?? ''];
  const back = await giveConsent(oauth?.authorizeUrl({ state: 's', verifier, redirectUri }) ?? '');
  const code = back.searchParams.get('code') ?? '';
  const { refreshToken = '' } = (await oauth?.exchange({ code, verifier, redirectUri })) ?? {};
  const connection = sampleConnection({ owner: ADA, ...changes });
  const place = { owner: ADA, provider: 'google', connection: connection.id, field: 'refreshToken' };
  const sealed = { refreshToken: world.seal.seal(refreshToken, place) };
  await world.put({ ...connection, sealed });
  return { ...connection, sealed };
};

const grants = () => google.oauth.granted('ada@example.com');

test('a Shortcut gets a token that is stored by its hash, and the one before ends', async () => {
  const { accounts, stored } = accountsWorld();
  const first = await accounts.connectBridge(ADA);
  expect(first.connection).toMatchObject({
    ...{ provider: 'apple-notes', account: 'Apple Notes', target: 'notes', sealed: {} },
    tokenHash: readSignInToken(first.token)?.hash,
  });
  const second = await accounts.connectBridge(ADA);
  expect(second.connection.id).toBe(first.connection.id);
  expect(second.token).not.toBe(first.token);
  expect(stored()).not.toContain(first.connection.tokenHash);
  expect(stored()).not.toContain(second.token);
});

test('what counts and where new things go is chosen, and what does not count is forgotten', async () => {
  const { accounts, put, connections, removed } = accountsWorld();
  const calendars = ['a', 'b', 'c'].map((id) => ({
    id,
    name: id,
    isBusy: id !== 'c',
    isWritable: id === 'b',
  }));
  const connection = sampleConnection({ owner: ADA, calendars, target: 'a', targetChosenAtMs: 5 });
  await put(connection);
  await accounts.choose(ADA, { id: 'c-1', busy: ['b', 'c'] });
  expect(await connections.get(ADA, 'c-1')).toMatchObject({ target: 'a', targetChosenAtMs: 5 });
  expect(removed).toEqual([['c-1', 'a']]);
  await accounts.choose(ADA, { id: 'c-1', target: 'b' });
  const chosen = await connections.get(ADA, 'c-1');
  expect(chosen?.calendars.map(({ isBusy }) => isBusy)).toEqual([false, true, true]);
  expect(chosen).toMatchObject({ target: 'b' });
  expect(chosen?.targetChosenAtMs).toBeGreaterThan(5);
  await accounts.choose(ADA, { id: 'c-1', target: null });
  expect((await connections.get(ADA, 'c-1'))?.target).toBeUndefined();
  for (const choice of [{ busy: ['x'] }, { target: 'a' }, { target: 'x' }])
    await expect(accounts.choose(ADA, { id: 'c-1', ...choice })).rejects.toMatchObject({ why: 'gone' });
});

test('somebody else’s, a pending and a missing one are none', async () => {
  const { accounts, put, connections } = accountsWorld();
  await put(sampleConnection({ owner: ADA + 1 }));
  await put(sampleConnection({ owner: ADA, id: 'p', state: 'pending' }));
  for (const id of ['c-1', 'p', 'none']) {
    await expect(accounts.choose(ADA, { id, busy: [] })).rejects.toMatchObject({ why: 'gone' });
    await expect(accounts.test(ADA, id)).rejects.toMatchObject({ why: 'gone' });
    expect(await accounts.disconnect(ADA, id)).toBe('none');
  }
  expect(await accounts.list(ADA)).toEqual([]);
  expect(await connections.get(ADA, 'p')).toBeDefined();
  expect(await connections.get(ADA + 1, 'c-1')).toBeDefined();
});

test('a test reads now, and says what is wrong', async () => {
  const { accounts, put, world } = accountsWorld();
  await put(sampleConnection({ owner: ADA }));
  await accounts.test(ADA, 'c-1');
  world.fault = 'away';
  await expect(accounts.test(ADA, 'c-1')).rejects.toMatchObject({ why: 'away' });
  await put(sampleConnection({ owner: ADA, state: 'broken' }));
  world.fault = undefined;
  await expect(accounts.test(ADA, 'c-1')).rejects.toMatchObject({ why: 'auth' });
  expect(world.read).toEqual(['c-1', 'c-1', 'c-1']);
});

test('disconnected, it is given back, and nothing of it is left', async () => {
  const world = withGoogle();
  await granted(world);
  expect(grants()).toBe(1);
  expect(await world.accounts.disconnect(ADA, 'c-1')).toBe('revoked');
  expect(grants()).toBe(0);
  expect(world.stored()).not.toContain('CONNECTION#');
  expect(world.removed).toEqual([['c-1']]);
});

test('at Google the last connection of an account alone gives it back', async () => {
  const world = withGoogle();
  await granted(world);
  await granted(world, { id: 'c-2', state: 'pending' });
  expect(await world.accounts.disconnect(ADA, 'c-1')).toBe('none');
  expect(grants()).toBeGreaterThan(0);
  await granted(world);
  await granted(world, { id: 'other', account: 'eve@example.com' });
  const ended = await world.accounts.giveBackAll(ADA);
  expect(ended.map(({ atProvider }) => atProvider)).toEqual(['revoked', 'revoked']);
  expect(grants()).toBe(0);
  // What an earlier try gave back counts as given back.
  expect(await world.accounts.giveBackAll(ADA)).toEqual(ended);
});

test.each([
  ['the provider is away', (world: AccountsWorld) => granted(world), { status: 503 }],
  [
    'its tokens do not open',
    async (world: AccountsWorld) => world.put(sampleConnection({ owner: ADA })),
    undefined,
  ],
  [
    'it is off by now',
    async (world: AccountsWorld) => world.put(sampleConnection({ owner: ADA, provider: 'notion' })),
    undefined,
  ],
])('where %s, it is gone here all the same', async (_name, prepare, fault) => {
  const world = withGoogle();
  await prepare(world);
  if (fault) google.fail(fault);
  expect(await world.accounts.disconnect(ADA, 'c-1')).toBe('kept');
  expect(world.stored()).not.toContain('CONNECTION#');
});

test('who asks for new tokens just now is waited for, but not for long', async () => {
  const world = withGoogle();
  const { generation } = await granted(world);
  await world.connections.lease(
    { owner: ADA, id: 'c-1', generation, holder: 'refresh' },
    Date.now(),
    Date.now() + 9e4,
  );
  expect(await world.accounts.disconnect(ADA, 'c-1')).toBe('revoked');
  const late = { owner: ADA, id: 'c-1', generation, holder: 'refresh' };
  expect(await world.connections.renew(late, { sealed: {} })).toBe(false);
});

test('nobody asks for new tokens while it is given back', async () => {
  const world = withGoogle();
  const { generation } = await granted(world);
  const { lease, remove } = world.connections;
  let isLeased: boolean | undefined;
  world.connections.remove = async (...which) => {
    const late = { owner: ADA, id: 'c-1', generation, holder: 'late' };
    isLeased = await lease(late, Date.now(), Date.now() + 1_000);
    return await remove(...which);
  };
  expect(await world.accounts.disconnect(ADA, 'c-1')).toBe('revoked');
  expect(isLeased).toBe(false);
});

test('what was given is the person’s to end where there is no way to', async () => {
  const { accounts, put } = accountsWorld();
  for (const provider of ['caldav', 'ics', 'apple-notes'] as const)
    await put(sampleConnection({ owner: ADA, id: provider, provider, sealed: {} }));
  expect(await accounts.giveBackAll(ADA)).toEqual([
    { provider: 'apple-notes', atProvider: 'none' },
    { provider: 'caldav', atProvider: 'kept' },
    { provider: 'ics', atProvider: 'none' },
  ]);
});

test('whoever deletes everything waits for a silent provider a while only', async () => {
  const world = withGoogle();
  await granted(world);
  world.world.hurries = true;
  google.fail('silent');
  expect(await world.accounts.giveBackAll(ADA)).toEqual([{ provider: 'google', atProvider: 'kept' }]);
});
