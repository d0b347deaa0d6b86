import { type Connection, SHARED_FRESH_MS, SHARED_MS } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleConnection } from '@steward/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type BusyTimes, sealBusy } from './busy-intervals.ts';
import { createSeal, type Seal } from './seal-tokens.ts';
import { createSharedBusy } from './shared-busy.ts';

const ADA = 1001;
const NOW = Date.UTC(2026, 11, 3, 8);
const HOUR = 3_600_000;
const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));

const at = (from: number, until: number, standing: 'busy' | 'tentative' = 'busy') => ({
  ...{ startMs: NOW + from * HOUR, endMs: NOW + until * HOUR, standing },
});

const createWorld = () => {
  const { connections, busyMirrors: mirrors } = createMemoryStores();
  const clock = createFakeClock(NOW);
  const calendars = [
    { id: 'work', name: 'Work', isBusy: true },
    { id: 'home', name: 'Home', isBusy: true },
    { id: 'club', name: 'Club', isBusy: false },
  ];
  const connection: Connection = sampleConnection({ owner: ADA, id: 'c', calendars, createdAtMs: NOW });
  let reads = 0;
  const world = {
    /** What the provider answers, by calendar. */
    times: { work: { items: [at(1, 2)], unreadable: 0 } } as Record<string, BusyTimes>,
    seal: seal as Seal | undefined,
    /** In the middle of a reading. */
    meanwhile: async () => {},
  };
  const keep = async (calendar: string, times: BusyTimes, readAtMs = clock.now()): Promise<void> =>
    await mirrors.put({
      ...{ owner: ADA, connection: 'c', calendar, sealed: sealBusy(seal, connection, calendar, times) },
      ...{ fromMs: readAtMs, toMs: readAtMs + 30 * 24 * HOUR, readAtMs },
    });
  const shared = createSharedBusy({
    ...{ connections, mirrors, clock },
    seal: async () => world.seal,
    calendars: {
      async read() {
        reads += 1;
        await world.meanwhile();
        for (const [calendar, times] of Object.entries(world.times)) await keep(calendar, times);
      },
    },
  });
  const put = (changes: Partial<Connection> = {}) => connections.put({ ...connection, ...changes });
  return Object.assign(world, {
    ...{ connections, clock, keep, put },
    reads: () => reads,
    read: (calendar = 'work') => shared.read(ADA, 'c', calendar),
  });
};

let world: ReturnType<typeof createWorld>;
beforeEach(async () => {
  world = createWorld();
  await world.put();
});

describe('what others see', () => {
  it('is when somebody is busy: merged, from now on, 14 days ahead', async () => {
    const end = SHARED_MS / HOUR;
    const items = [at(5, 6), at(3, 4), at(4, 5, 'tentative'), at(-1, 1), at(end - 1, end + 1)];
    world.times = { work: { items: [...items, at(end, end + 2), at(-2, 0)], unreadable: 0 } };
    expect(await world.read()).toEqual({
      busy: [at(0, 1), at(3, 6), at(end - 1, end)].map(({ startMs, endMs }) => ({ startMs, endMs })),
      ...{ fromMs: NOW, toMs: NOW + SHARED_MS, readAtMs: NOW },
    });
  });

  it('was read within five minutes, or is read again', async () => {
    await world.keep('work', { items: [at(9, 10)], unreadable: 0 }, NOW - SHARED_FRESH_MS);
    expect([await world.read(), world.reads()]).toMatchObject([{ busy: [{ startMs: NOW + 9 * HOUR }] }, 0]);
    await world.clock.advance(1);
    expect([await world.read(), world.reads()]).toMatchObject([{ busy: [{ startMs: NOW + HOUR }] }, 1]);
    await world.keep('work', { items: [], unreadable: 0 }, NOW + HOUR);
    await world.read();
    expect(world.reads()).toBe(2);
  });

  it('is read once for all calendars of an account that are asked for at a time', async () => {
    world.times.home = { items: [], unreadable: 0 };
    const all = await Promise.all([world.read(), world.read('home'), world.read()]);
    expect([all.map((one) => 'busy' in one && one.busy.length), world.reads()]).toEqual([[1, 0, 1], 1]);
  });
});

describe('what cannot be known is not guessed', () => {
  it('where the provider does not answer, whatever was read before', async () => {
    await world.keep('work', { items: [at(1, 2)], unreadable: 0 }, NOW - SHARED_FRESH_MS - 1);
    world.times = {};
    expect(await world.read()).toEqual({ why: 'away' });
    await world.put({ fault: 'throttled' });
    expect(await world.read()).toEqual({ why: 'throttled' });
  });

  it('where some events could not be read', async () => {
    world.times = { work: { items: [at(1, 2)], unreadable: 1 } };
    expect(await world.read()).toEqual({ why: 'unreadable-events' });
  });

  it.each([
    ['pending', 'gone'],
    ['broken', 'auth'],
  ] as const)('where the connection is %s', async (state, why) => {
    await world.put({ state });
    expect([await world.read(), world.reads()]).toEqual([{ why }, 0]);
  });

  it('where the calendar or its connection is not there any more', async () => {
    expect(await world.read('other')).toEqual({ why: 'gone' });
    await world.connections.remove(ADA, 'c');
    expect([await world.read(), world.reads()]).toEqual([{ why: 'gone' }, 0]);
  });

  it.each([
    ['it ends', { state: 'broken' }, { why: 'auth' }],
    ['its calendar goes', { calendars: [] }, { why: 'gone' }],
    [
      'it counts no more',
      { calendars: [{ id: 'work', name: 'Work', isBusy: false }] },
      { isUncounted: true },
    ],
  ] as const)('where %s while it is read', async (_, changes, seen) => {
    world.meanwhile = () => world.put(changes);
    expect(await world.read()).toEqual(seen);
  });

  it('where it is disconnected while it is read', async () => {
    world.meanwhile = () => world.connections.remove(ADA, 'c');
    expect(await world.read()).toEqual({ why: 'gone' });
  });

  it('where what was kept does not open, or there is no key', async () => {
    world.seal = createSeal(new Map([[1, Buffer.alloc(32, 2)]]));
    expect(await world.read()).toEqual({ why: 'auth' });
    world.seal = undefined;
    expect(await world.read()).toEqual({ why: 'provider-off' });
    world.seal = { ...seal, open: () => JSON.parse('{') };
    await expect(world.read()).rejects.toThrow(SyntaxError);
  });
});

it('a calendar that is not counted takes no time', async () => {
  expect([await world.read('club'), world.reads()]).toEqual([{ isUncounted: true }, 0]);
});
