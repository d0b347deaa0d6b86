// Many ask at once, providers rotate, and anything may fail in between: no token is lost that could be kept.
import { inspect } from 'node:util';
import { type Connection, type ConnectionStore, StewardError, systemClock } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleConnection } from '@steward/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedTable, startTable } from '../../test/contract/start-table.ts';
import { createDynamoDbConnectionStore } from '../aws/dynamodb-connection-store.ts';
import { type Access, createTokenSource, LEASE_MS, type RequestTokens } from './refresh-token.ts';
import { createSeal } from './seal-tokens.ts';

const MANY = Array.from({ length: 40 }, (_, index) => index);
const HOUR_MS = 3_600_000;
const CANARY = 'canary-';

const key = (byte: number) => Buffer.alloc(32, byte);
const seal = createSeal(new Map([[1, key(1)]]));

const placeOf = ({ owner, provider, id: connection }: Connection, field: string) => ({
  ...{ owner, provider, connection, field },
});

/** With an access token that has ended, and the first refresh token of its provider. */
const endedConnection = (changes: Partial<Connection> = {}): Connection => {
  const connection = sampleConnection({ provider: 'notion', accessEndsAtMs: 1, ...changes });
  const sealed = {
    accessToken: seal.seal(`${CANARY}access-0`, placeOf(connection, 'accessToken')),
    refreshToken: seal.seal(`${CANARY}refresh-0`, placeOf(connection, 'refreshToken')),
  };
  return { ...connection, sealed, ...changes };
};

interface Provider {
  now(): number;
  calls: number;
  /** Instead of the next answers. */
  faults: unknown[];
  newest: string;
  request: RequestTokens;
}

/** Gives a new refresh token each time, and accepts only its newest, unless it is lenient. */
const startProvider = ({ lenient = false, rotates = true } = {}) => {
  const provider: Provider = {
    now: Date.now,
    calls: 0,
    faults: [],
    newest: `${CANARY}refresh-0`,
    request: async (_, refreshToken) => {
      const number = ++provider.calls;
      await Promise.resolve();
      const fault = provider.faults.shift();
      if (fault !== undefined) throw fault;
      if (refreshToken !== provider.newest && !lenient) return 'invalid_grant';
      if (rotates) provider.newest = `${CANARY}refresh-${number}`;
      return {
        ...{ accessToken: `${CANARY}access-${number}`, accessEndsAtMs: provider.now() + HOUR_MS },
        ...(rotates && { refreshToken: provider.newest }),
      };
    },
  };
  return provider;
};

/** Each caller is a function of its own. */
const atOnce = (source: () => ReturnType<typeof createTokenSource>, refused?: number): Promise<Access[]> =>
  Promise.all(MANY.map(() => source()(1001, 'c-1', refused)));

const away = (retryAfterMs?: number) =>
  Object.assign(new Error('away'), { retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) });

const world = async (connection = endedConnection(), provider = startProvider()) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const stores = createMemoryStores();
  await stores.connections.put(connection);
  provider.now = clock.now;
  const source = (connections: ConnectionStore = stores.connections) =>
    createTokenSource({ connections, seal, clock, requestTokens: provider.request });
  const refreshToken = async () => {
    const { sealed } = (await stores.connections.get(1001, 'c-1')) ?? {};
    return sealed?.refreshToken && seal.open(sealed.refreshToken, placeOf(connection, 'refreshToken'));
  };
  const access = (refused?: number) => source()(1001, 'c-1', refused);
  return { ...{ clock, stores, provider, source, access, refreshToken }, connections: stores.connections };
};

describe('a token that ended', () => {
  it('is renewed by one call for forty who ask, in memory', async () => {
    const { provider, source, refreshToken } = await world();
    const ready = { status: 'ready', token: `${CANARY}access-1`, generation: 2 };
    expect(await atOnce(() => source())).toEqual(MANY.map(() => ready));
    expect(provider.calls).toBe(1);
    expect(await refreshToken()).toBe(`${CANARY}refresh-1`);
  });

  it('and was refused is renewed once as well, for all who were refused with it', async () => {
    const { provider, source, access } = await world(endedConnection({ accessEndsAtMs: HOUR_MS ** 2 }));
    expect(await access()).toMatchObject({ token: `${CANARY}access-0`, generation: 1 });
    expect(provider.calls).toBe(0);
    const renewed = await atOnce(() => source(), 1);
    expect(new Set(renewed.map((one) => one.status === 'ready' && one.token))).toEqual(
      new Set([`${CANARY}access-1`]),
    );
    expect(await access(1)).toMatchObject({ generation: 2 });
    expect(provider.calls).toBe(1);
  });

  it('keeps its refresh token where the provider sends no other, sealed by the newest key', async () => {
    const connection = endedConnection();
    const { clock, connections, provider } = await world(connection, startProvider({ rotates: false }));
    const both = createSeal(new Map([1, 2].map((version) => [version, key(version)])));
    const source = createTokenSource({ connections, seal: both, clock, requestTokens: provider.request });
    await source(1001, 'c-1');
    const { sealed } = (await connections.get(1001, 'c-1')) ?? {};
    expect(sealed?.refreshToken).toMatch(/^1\|2\|/);
    expect(both.open(sealed?.refreshToken ?? '', placeOf(connection, 'refreshToken'))).toBe(
      `${CANARY}refresh-0`,
    );
  });

  it('is renewed again when its hour is almost over', async () => {
    const { access, clock, provider } = await world();
    await access();
    await clock.sleep(HOUR_MS - 61_000);
    expect(await access()).toMatchObject({ generation: 2 });
    await clock.sleep(2_000);
    expect(await access()).toMatchObject({ generation: 3 });
    expect(provider.calls).toBe(2);
  });

  it('of somebody else, or of a connection that waits or is gone, is nobody’s', async () => {
    const { source, provider } = await world(endedConnection({ state: 'pending' }));
    for (const [owner, id] of [[1001, 'c-1'] as const, [1002, 'c-1'] as const, [1001, 'c-2'] as const])
      expect(await source()(owner, id)).toEqual({ status: 'absent' });
    expect(provider.calls).toBe(0);
  });
});

describe('a grant that was taken back', () => {
  it('breaks the connection once for forty who ask: one of them tells', async () => {
    const { source, access, provider } = await world();
    provider.newest = 'another';
    const all = await atOnce(() => source());
    expect(all.filter((one) => one.status === 'broken' && one.isNews)).toHaveLength(1);
    expect(all.every(({ status }) => status === 'broken')).toBe(true);
    expect(await access()).toEqual({ status: 'broken', isNews: false });
    expect(provider.calls).toBe(1);
  });

  it('breaks one without a refresh token, and asks nobody', async () => {
    const { access, provider } = await world(endedConnection({ sealed: {} }));
    expect(await access()).toEqual({ status: 'broken', isNews: true });
    expect(provider.calls).toBe(0);
  });

  it('is none when it was connected anew meanwhile', async () => {
    const { connections, access, provider } = await world();
    const again = endedConnection({ generation: 2, accessEndsAtMs: HOUR_MS ** 2 });
    provider.newest = 'another';
    const { request } = provider;
    provider.request = async (...call) => {
      await connections.put(again);
      return await request(...call);
    };
    expect(await access()).toMatchObject({ status: 'ready', generation: 2 });
  });
});

describe('other faults', () => {
  it('that pass are tried again, and break nothing', async () => {
    const { access, provider, clock } = await world();
    provider.faults = [away(), away(1_500), away()];
    const beganMs = clock.now();
    expect(await access()).toMatchObject({ token: `${CANARY}access-4` });
    expect(clock.now() - beganMs).toBe(500 + 1_500 + 2_000);
  });

  it('that stay are told, and give the provider the rest it asks for', async () => {
    const { access, provider, connections, clock } = await world();
    provider.faults = [away(120_000)];
    await expect(access()).rejects.toThrow('away');
    expect(await connections.get(1001, 'c-1')).toMatchObject({ state: 'active', generation: 1 });
    await expect(access()).rejects.toMatchObject({ code: 'connection-busy', retryable: true });
    expect(provider.calls).toBe(1);
    await clock.sleep(120_000);
    expect(await access()).toMatchObject({ status: 'ready' });
  });

  it('that do not pass, and what is no error, are told at once', async () => {
    const { access, provider, clock } = await world();
    for (const fault of [new Error('wrong secret of ours'), null]) {
      provider.faults = [fault];
      await expect(access()).rejects.toBe(fault);
      await clock.sleep(2_000);
    }
    expect(provider.calls).toBe(2);
    expect(await access()).toMatchObject({ status: 'ready' });
  });

  it('a provider that does not answer is let go, and its lease ends before the next', async () => {
    const { clock, connections } = await world();
    const asked: number[] = [];
    const requestTokens: RequestTokens = (_connection, _token, signal) =>
      new Promise((_resolve, reject) => {
        asked.push(clock.now());
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const beganMs = clock.now();
    const source = createTokenSource({ connections, seal, clock, requestTokens });
    await expect(source(1001, 'c-1')).rejects.toMatchObject({ code: 'connection-busy' });
    expect(asked).toHaveLength(4);
    expect(clock.now() - beganMs).toBeLessThan(LEASE_MS);
  });

  it('of the table lose no tokens that came, nor does an answer that got lost', async () => {
    const { connections, source, provider, refreshToken } = await world();
    const fault = new StewardError('storage-unavailable', 'away', { retryable: true });
    const faults = ['before', 'behind'];
    const store: ConnectionStore = {
      ...connections,
      renew: async (...refresh) => {
        const at = faults.shift();
        if (at === 'before') throw fault;
        const isWritten = await connections.renew(...refresh);
        if (at === 'behind') throw fault;
        return isWritten;
      },
    };
    expect(await source(store)(1001, 'c-1')).toMatchObject({ token: `${CANARY}access-1`, generation: 2 });
    expect(await refreshToken()).toBe(provider.newest);
    expect(provider.calls).toBe(1);
  });
});

describe('a crash', () => {
  it.each([
    ['before the lease: nothing happened', 0, {}, `${CANARY}access-1`],
    ['behind the answer: the old token is good for another try', 1, { lenient: true }, `${CANARY}access-2`],
  ])('%s', async (_title, writes, kind, token) => {
    const { stores, access, clock } = await world(endedConnection(), startProvider(kind));
    stores.failAfterWrites(writes);
    await expect(access()).rejects.toMatchObject({ code: 'storage-unavailable' });
    stores.failAfterWrites(undefined);
    await clock.sleep(LEASE_MS);
    expect(await access()).toMatchObject({ status: 'ready', token });
  });

  it('behind the answer of a provider whose tokens are good once costs one Reconnect', async () => {
    const { stores, access, clock, source } = await world();
    stores.failAfterWrites(1);
    await expect(access()).rejects.toMatchObject({ code: 'storage-unavailable' });
    stores.failAfterWrites(undefined);
    await clock.sleep(LEASE_MS);
    const all = await atOnce(() => source());
    expect(all.filter((one) => one.status === 'broken' && one.isNews)).toHaveLength(1);
  });

  it('tells no token in its error, and none lies in the table in the clear', async () => {
    const { stores, access } = await world();
    stores.failAfterWrites(1);
    const error: unknown = await access().catch((thrown) => thrown);
    expect(inspect(error, { depth: 9 })).not.toContain(CANARY);
    stores.failAfterWrites(undefined);
    expect(JSON.stringify(stores.dump())).not.toContain(CANARY);
  });
});

describe('in DynamoDB', () => {
  let table: StartedTable;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(async () => await table.close());

  it('forty who ask make one call, forty out of forty get its token', async () => {
    const connections = createDynamoDbConnectionStore(table);
    await connections.put(endedConnection());
    const provider = startProvider();
    const all = await atOnce(() =>
      createTokenSource({
        connections: createDynamoDbConnectionStore(table),
        ...{ seal, clock: systemClock, requestTokens: provider.request },
      }),
    );
    expect(all).toEqual(MANY.map(() => ({ status: 'ready', token: `${CANARY}access-1`, generation: 2 })));
    expect(provider.calls).toBe(1);
  });
});
