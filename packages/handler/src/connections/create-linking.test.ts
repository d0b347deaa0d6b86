// Connecting through a provider's page: what comes of it, what comes of nothing, and who may say yes.
import { CONSENT_MS, type Connection } from '@steward/core';
import { sampleConnection } from '@steward/core/testing';
import type { FakeGoogle } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type LinkingWorld, linkingWorld, startLinkingGoogle } from '../../test/linking-world.ts';

const [ADA, EVE] = [1001, 1002];
const ACCOUNT = 'ada@example.com';
const HOME = { account: 'home@example.com' };
const DAY_MS = 24 * 60 * 60 * 1000;

let google: FakeGoogle;
let world: LinkingWorld;
beforeAll(async () => {
  google = await startLinkingGoogle();
});
afterAll(() => google.close());
beforeEach(() => {
  google.recover();
  delete google.switches.leaveOutRefreshToken;
  for (const account of [ACCOUNT, HOME.account]) google.oauth.withdraw(account);
  world = linkingWorld(google);
});

const all = (owner = ADA): Promise<Connection[]> => world.stores.connections.list(owner);
const refusal = async (query: URLSearchParams, provider: 'google' | 'notion' = 'google') => {
  const end = await world.linking.finish(provider, query);
  return 'refused' in end ? end.refused : undefined;
};

describe('a consent', () => {
  test('is pending until its own person says yes with the code, and then read', async () => {
    const { linking } = world;
    const code = await world.comeBack(ADA);
    expect(code).toMatch(/^[\w-]{32}$/);
    expect(await all()).toMatchObject([{ state: 'pending', account: ACCOUNT, generation: 1 }]);
    expect(await linking.pending(ADA, code)).toMatchObject({ account: ACCOUNT });
    for (const stranger of [
      await linking.pending(EVE, code),
      await linking.confirm(EVE, code),
      await linking.pending(ADA, 'x'.repeat(32)),
      await linking.confirm(ADA, ''),
    ])
      expect(stranger).toBeUndefined();
    await linking.refuse(EVE, code);
    expect(world.world.read).toEqual([]);

    const confirmed = await linking.confirm(ADA, code);
    expect(confirmed).toMatchObject({ state: 'active', account: ACCOUNT, dueMs: world.clock.now() });
    expect(world.world.read).toEqual([confirmed?.id]);
    // The answer may get lost: it is no second connection.
    expect(await linking.confirm(ADA, code)).toEqual(confirmed);
    expect(await linking.pending(ADA, code)).toBeUndefined();
    await linking.refuse(ADA, code);
    expect(await all()).toEqual([confirmed]);
    expect(google.oauth.granted(ACCOUNT)).toBe(1);
  });

  test('leaves nothing that opens anything in the table or the logs', async () => {
    const query = await world.agree(ADA);
    const code = codeOf(await world.linking.finish('google', query));
    const told = world.stored() + world.log.join('\n');
    for (const secret of [code, query.get('code'), query.get('state'), 'canary', 'access-', 'refresh-'])
      expect(told).not.toContain(secret);
    const [{ id } = sampleConnection()] = await all();
    expect(world.log.filter((line) => line.includes(id))).toHaveLength(2);
  });

  test('is used once, of twenty that come back at the same time', async () => {
    const query = await world.agree(ADA);
    const ends = await Promise.all(Array.from({ length: 20 }, () => refusal(query)));
    expect(ends.filter((refused) => refused === undefined)).toHaveLength(1);
    expect(ends.filter((refused) => refused === 'unknown')).toHaveLength(19);
    expect(await all()).toHaveLength(1);
  });
});

describe('nothing comes of', () => {
  const changed = (query: URLSearchParams, change: (query: URLSearchParams) => void): URLSearchParams => {
    const copy = new URLSearchParams(query);
    change(copy);
    return copy;
  };

  test('a state that is none, foreign, doubled or too old, and it stays good for who has it', async () => {
    const query = await world.agree(ADA);
    const state = query.get('state') ?? '';
    for (const wrong of [
      new URLSearchParams(),
      changed(query, (copy) => copy.delete('state')),
      changed(query, (copy) => copy.set('state', 'x')),
      changed(query, (copy) =>
        copy.set(
          'state',
          state.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        ),
      ),
      changed(query, (copy) => copy.set('state', state.replace(/^\d+/, String(EVE)))),
      changed(query, (copy) => copy.append('state', state)),
      changed(query, (copy) => copy.append('code', 'other')),
      changed(query, (copy) => copy.append('error', 'access_denied')),
    ])
      expect(await refusal(wrong)).toBe('unknown');
    expect(await refusal(query, 'notion')).toBe('unknown');
    expect(await refusal(query)).toBeUndefined();
    const late = await world.agree(ADA);
    await world.clock.advance(CONSENT_MS);
    expect(await refusal(late)).toBe('unknown');
    expect(google.oauth.granted(ACCOUNT)).toBe(2);
  });

  test('a person who says no', async () => {
    expect(await refusal(await world.agree(ADA, { decision: 'deny' }))).toBe('consent-refused');
    expect(await all()).toEqual([]);
  });

  test.each([
    ['is away', 'broken', 'away'],
    ['lost its answer', 'answer-lost', 'away'],
    ['asks to wait', { status: 429, headers: { 'retry-after': '7' } }, 'throttled'],
    ['sends no answer', { status: 200, body: '<p>canary' }, 'bad-answer'],
    ['knows no such code', { status: 400, body: { error: 'invalid_grant' } }, 'unknown'],
    ['refuses our secret', { status: 401, body: { error: 'invalid_client' } }, 'provider-off'],
  ] as const)('a provider that %s', async (_what, fault, refused) => {
    const query = await world.agree(ADA);
    google.fail(fault, { where: 'POST /token' });
    expect(await refusal(query)).toBe(refused);
    expect(await all()).toEqual([]);
    // The state is used up: the way begins anew.
    expect(await refusal(query)).toBe('unknown');
    expect(await refusal(await world.agree(ADA))).toBeUndefined();
  });

  test('a scope that was unticked, or a grant that cannot be kept: it is given back', async () => {
    const without = ['https://www.googleapis.com/auth/calendar.freebusy'];
    expect(await refusal(await world.agree(ADA, { without }))).toBe('scope-missing');
    google.switches.leaveOutRefreshToken = true;
    expect(await refusal(await world.agree(ADA))).toBe('no-refresh-token');
    google.switches.leaveOutRefreshToken = false;
    google.fail('broken', { where: '/primary' });
    expect(await refusal(await world.agree(ADA))).toBe('away');
    expect(google.oauth.granted(ACCOUNT)).toBe(0);
    // Where something of the person's is connected there already, giving back would end that.
    const { id } = await world.connect(ADA);
    expect(await refusal(await world.agree(ADA, { without }))).toBe('scope-missing');
    expect(google.oauth.granted(ACCOUNT)).toBe(2);
    expect(await all()).toMatchObject([{ id, state: 'active' }]);
  });

  test('a provider that is off, at the beginning and on the way back', async () => {
    const { linking, world: switches } = world;
    const isOff = { why: 'provider-off' };
    await expect(linking.begin(ADA, { provider: 'microsoft' })).rejects.toMatchObject(isOff);
    const [noClient, noKey] = [await world.agree(ADA), await world.agree(ADA)];
    switches.isOff = true;
    await expect(linking.begin(ADA, { provider: 'google' })).rejects.toMatchObject(isOff);
    expect(await refusal(noClient)).toBe('provider-off');
    [switches.isOff, switches.hasKey] = [false, false];
    await expect(linking.begin(ADA, { provider: 'google' })).rejects.toMatchObject(isOff);
    expect(await refusal(noKey)).toBe('provider-off');
  });

  test('an eleventh connection, however it is begun', async () => {
    const { linking, stores } = world;
    const begun = await world.agree(ADA);
    const waiting = await world.comeBack(ADA, HOME);
    for (let index = 0; index < 10; index += 1)
      await stores.connections.put(sampleConnection({ owner: ADA, id: `c-${index}`, account: `${index}` }));
    await expect(linking.begin(ADA, { provider: 'google' })).rejects.toMatchObject({ why: 'too-many' });
    expect(await refusal(begun)).toBe('too-many');
    await expect(linking.confirm(ADA, waiting)).rejects.toMatchObject({ why: 'too-many' });
    expect(google.oauth.granted(ACCOUNT)).toBe(0);
    // In the place of one there is room.
    await linking.begin(ADA, { provider: 'google', again: 'c-3' });
    await expect(linking.begin(ADA, { provider: 'google', again: 'c-x' })).rejects.toMatchObject({
      why: 'gone',
    });
    expect(await world.connect(ADA, HOME, 'c-3')).toMatchObject({ id: 'c-3', account: HOME.account });
  });
});

describe('a pending one', () => {
  test('that is refused is given back, and can be confirmed no more', async () => {
    const code = await world.comeBack(ADA);
    await world.linking.refuse(ADA, code);
    expect(await world.linking.confirm(ADA, code)).toBeUndefined();
    expect(await all()).toEqual([]);
    expect(google.oauth.granted(ACCOUNT)).toBe(0);
  });

  test('ends after its time only, and is given back once the provider answers', async () => {
    const code = await world.comeBack(ADA);
    const expire = async () => {
      for (const connection of await all()) await world.linking.expire(connection);
    };
    await expire();
    expect(await world.linking.pending(ADA, code)).toBeDefined();
    await world.clock.advance(CONSENT_MS);
    expect(await world.linking.confirm(ADA, code)).toBeUndefined();
    google.fail('broken', { where: '/revoke' });
    await expire();
    expect(await all()).toMatchObject([{ state: 'pending', dueMs: world.clock.now() + 60 * 60 * 1000 }]);
    await expire();
    expect(await all()).toEqual([]);
    expect(google.oauth.granted(ACCOUNT)).toBe(0);
  });

  test('is forgotten after a day without an answer', async () => {
    await world.comeBack(ADA);
    const [pending = sampleConnection()] = await all();
    await world.clock.advance(CONSENT_MS + DAY_MS);
    google.fail('broken', { where: '/revoke' });
    await world.linking.expire(pending);
    expect(await all()).toEqual([]);
    await world.linking.expire(pending);
  });

  test('takes nothing back of an account that is connected', async () => {
    const { id } = await world.connect(ADA);
    await world.linking.refuse(ADA, await world.comeBack(ADA));
    expect(await all()).toMatchObject([{ id, state: 'active' }]);
    expect(google.oauth.granted(ACCOUNT)).toBe(2);
  });
});

describe('connected anew', () => {
  const chosen = {
    calendars: [{ id: 'team', name: 'Team', isBusy: true, isWritable: true }],
    target: 'team',
    targetChosenAtMs: 7,
  };

  test('the same account keeps its id and what was chosen, and works again', async () => {
    const { connections } = world.stores;
    const before = await world.connect(ADA);
    await connections.put({
      ...before,
      ...chosen,
      state: 'broken',
      fault: 'auth',
      leaseHolder: 'x',
      leaseUntilMs: 9,
    });
    const after = await world.connect(ADA);
    expect(after).toMatchObject({ ...chosen, id: before.id, state: 'active', generation: 2 });
    expect(after).not.toHaveProperty('fault');
    expect(after).not.toHaveProperty('leaseHolder');
    expect(await all()).toEqual([after]);
    const { owner, id: connection, provider } = after;
    const token = world.seal.open(after.sealed.refreshToken ?? '', {
      ...{ owner, connection, provider, field: 'refreshToken' },
    });
    expect(token).toMatch(/^refresh-/);
  });

  test('too late, the account stays as it was; in time, its end by the clock comes to nothing', async () => {
    const before = await world.connect(ADA);
    const late = await world.comeBack(ADA);
    const pending = (await all()).find(({ state }) => state === 'pending') ?? before;
    await world.clock.advance(CONSENT_MS);
    expect(await world.linking.confirm(ADA, late)).toBeUndefined();
    expect(await world.stores.connections.get(ADA, before.id)).toMatchObject({ generation: 1 });
    await world.linking.expire(pending);
    await world.linking.expire(before);
    // As the clock had read it before somebody said yes.
    await world.linking.expire({ ...before, state: 'pending', confirmByMs: 0 });
    expect(await all()).toMatchObject([{ id: before.id, state: 'active' }]);
  });

  test('in the place of what is another provider’s, nothing begins', async () => {
    await world.stores.connections.put(sampleConnection({ owner: ADA, id: 'n', provider: 'notion' }));
    for (const again of ['n', 'nobody’s'])
      await expect(world.linking.begin(ADA, { provider: 'google', again })).rejects.toMatchObject({
        why: 'gone',
      });
  });

  test('another account in the place of one ends what that one allowed', async () => {
    const { id } = await world.connect(ADA);
    const { busyMirrors, connections } = world.stores;
    const calendars = [{ id: ACCOUNT, name: 'Work', isBusy: true, isWritable: true }];
    await connections.choose(ADA, id, { calendars, target: ACCOUNT, targetChosenAtMs: 1 });
    await busyMirrors.put({
      ...{ owner: ADA, connection: id, calendar: ACCOUNT, sealed: 's', fromMs: 0, toMs: 1, readAtMs: 0 },
    });
    const other = await world.connect(ADA, HOME, id);
    expect(other).toMatchObject({ id, account: HOME.account, calendars: [] });
    expect(other.target).toBeUndefined();
    expect(await busyMirrors.list(ADA)).toEqual([]);
    expect(google.oauth.granted(ACCOUNT)).toBe(0);
    expect(google.oauth.granted(HOME.account)).toBe(1);
    expect(await all()).toHaveLength(1);
  });

  test('in two windows at once, it is one connection', async () => {
    const codes = [await world.comeBack(ADA), await world.comeBack(ADA)];
    const { busyMirrors } = world.stores;
    // As if both had been read before one of them went.
    for (const { id: connection } of await all())
      await busyMirrors.put({
        ...{ owner: ADA, connection, calendar: 'primary', sealed: 's', fromMs: 0, toMs: 1, readAtMs: 0 },
      });
    await Promise.all(codes.map((code) => world.linking.confirm(ADA, code)));
    const left = await all();
    expect(left).toHaveLength(1);
    expect((await busyMirrors.list(ADA)).map(({ connection }) => connection)).toEqual([left[0]?.id]);
    const again = await Promise.all(codes.map((code) => world.linking.confirm(ADA, code)));
    expect(again.filter(Boolean)).toHaveLength(1);
  });

  test('while a token is renewed, the newer secrets stay', async () => {
    const { connections } = world.stores;
    const { owner, id } = await world.connect(ADA);
    const code = await world.comeBack(ADA);
    const { replace } = connections;
    let races = 1;
    connections.replace = async (connection, generation) => {
      if (races-- > 0) await connections.renew({ owner, id, generation, holder: 'h' }, { sealed: {} });
      return await replace(connection, generation);
    };
    expect(await world.linking.confirm(ADA, code)).toMatchObject({ id, generation: 3 });
    races = 100;
    await expect(world.linking.confirm(ADA, await world.comeBack(ADA))).rejects.toMatchObject({
      retryable: true,
    });
  });
});

describe('killed behind any write', () => {
  test.each([
    ['a new account', {}, false],
    ['the same account', {}, true],
    ['another in its place', HOME, true],
  ])('%s is connected once or not at all, and nothing is left behind', async (_what, consent, isAgain) => {
    for (let writes = 0, isDone = false; !isDone; writes += 1) {
      for (const account of [ACCOUNT, HOME.account]) google.oauth.withdraw(account);
      world = linkingWorld(google);
      const { linking, stores } = world;
      const before = isAgain ? await world.connect(ADA) : undefined;
      const query = await world.agree(ADA, consent, before?.id);
      stores.failAfterWrites(writes);
      let code = '';
      try {
        code = codeOf(await linking.finish('google', query));
        await linking.confirm(ADA, code);
        isDone = true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'storage-unavailable' });
      }
      stores.failAfterWrites(undefined);
      // The person says it again, or the clock ends what nobody confirmed.
      if (code !== '' && writes % 2 === 0) await linking.confirm(ADA, code);
      await world.clock.advance(CONSENT_MS);
      for (const connection of await all()) await linking.expire(connection);
      const left = await all();
      expect(left.filter(({ state }) => state === 'pending')).toEqual([]);
      expect(left.length).toBeLessThanOrEqual(1);
      const accounts = new Set(left.map(({ account }) => account));
      for (const account of [ACCOUNT, HOME.account])
        if (!accounts.has(account) && writes > 0) expect(google.oauth.granted(account)).toBe(0);
    }
  });
});
