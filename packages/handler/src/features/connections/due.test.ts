// What is due of connections, on the bench: delivered as the dispatcher would queue it, and killed at any request.
import type { Calendar } from '@steward/connectors';
import { ConnectorError } from '@steward/connectors';
import type { Connection } from '@steward/core';
import { createFakeClock, type MemoryStores, sampleConnection } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, refused } from '../../../test/bench.ts';
import { dyingAt, type Step, stepped, steppedPort, straight } from '../../../test/stepped.ts';
import { ConnectionFailure } from '../../connections/accounts.ts';
import { createReadBusy } from '../../connections/read-busy.ts';
import { createSeal } from '../../connections/seal-tokens.ts';
import type { IntegrationServices, Services } from '../../context/services.ts';

const EIGHT = Date.UTC(2026, 11, 3, 8);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const OWNER = 1001;

const createDueBench = async (changes: Partial<Connection> = {}) => {
  const clock = createFakeClock(EIGHT, { mode: 'auto' });
  const step: { now: Step } = { now: straight };
  const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));
  const metrics: string[] = [];
  const world = { fault: undefined as string | undefined, expired: [] as string[] };
  const calendar = {
    calendars: async () => [{ id: 'work', name: 'Work', writable: true }],
    busy: async () => ({ items: [{ startMs: EIGHT, endMs: EIGHT + HOUR, standing: 'busy' }], unread: [] }),
  } as unknown as Calendar;

  const integrationsOf = ({ connections, busyMirrors, profiles, log, meter }: Services & MemoryStores) => {
    const stores = {
      connections: steppedPort(step, connections),
      mirrors: steppedPort(step, busyMirrors),
    };
    const read = createReadBusy({
      ...{ ...stores, profiles, clock, log, meter },
      seal: async () => seal,
      withCalendar: async (_connection, use) => {
        if (world.fault === 'auth') throw new ConnectionFailure('auth');
        if (world.fault !== undefined) throw new ConnectorError(world.fault as 'away');
        return await use(calendar);
      },
    });
    return {
      connections: stores.connections,
      calendars: { read },
      accounts: { offers: async () => [{ provider: 'google', name: 'Demo calendar', gives: 'calendars' }] },
      linking: {
        expire: async ({ owner, id }: Connection) => {
          world.expired.push(id);
          await stores.connections.remove(owner, id);
        },
      },
    } as unknown as IntegrationServices;
  };
  const bench = createBench({
    clock,
    config: { app: { url: 'https://app.example', opensInTelegram: true } },
    replace: (fakes) => ({
      ...stepped(step)(fakes),
      integrations: integrationsOf(fakes as Services & MemoryStores),
      meter: { count: (name) => void metrics.push(name), time: () => {}, flush: () => {} },
    }),
  });
  const { connections, claims, busyMirrors } = bench.stores;
  const { target: _target, ...sample } = sampleConnection({
    ...{ id: 'c-1', calendars: [], dueMs: EIGHT, createdAtMs: EIGHT - HOUR },
    ...changes,
  });
  await connections.put(sample);
  const get = async () => (await connections.get(OWNER, 'c-1')) as Connection;
  return {
    ...{ ...bench, clock, step, world, metrics, get },
    mirrors: async () => (await busyMirrors.list(OWNER)).map(({ calendar: id }) => id),
    outcome: async (dueMs: number) => await claims.outcomeOf(OWNER, `cc-1@${dueMs}`),
    /** All that is due by now, until nothing is. */
    work: async (receiveCount = 1): Promise<'deleted' | 'kept' | 'nothing'> => {
      let ended: 'deleted' | 'kept' | 'nothing' = 'nothing';
      for (let works = 0; works < 5; works += 1) {
        const { dueMs = Number.POSITIVE_INFINITY } = (await connections.get(OWNER, 'c-1')) ?? {};
        if (dueMs > clock.now()) break;
        const note = { steward: 'due', owner: OWNER, sk: 'CONNECTION#c-1', due: dueMs };
        ended = await bench.deliver(note, { receiveCount });
        if (ended === 'kept') break;
      }
      return ended;
    },
    sent: () => bench.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params),
  };
};

test('a connection is read, and due again the next day at a time of its own', async () => {
  const bench = await createDueBench();
  expect(await bench.work()).toBe('deleted');
  const first = await bench.get();
  expect(first).toMatchObject({ calendars: [{ name: 'Work', isBusy: true }] });
  expect([await bench.mirrors(), await bench.outcome(EIGHT)]).toEqual([['work'], 'answered']);
  const { dueMs = 0 } = first;
  expect(dueMs - EIGHT).toBeGreaterThanOrEqual(DAY / 2);
  expect(dueMs - EIGHT).toBeLessThan((DAY * 3) / 2);
  await bench.clock.advance(dueMs - bench.clock.now());
  await bench.work();
  expect((await bench.get()).dueMs).toBe(dueMs + DAY);
  // As it was queued twice.
  const note = { steward: 'due', owner: OWNER, sk: 'CONNECTION#c-1', due: EIGHT };
  expect(await bench.deliver(note)).toBe('deleted');
  expect(bench.calls).toEqual([]);
});

test('one that was read since it is due is not read once more, and is due again the next day', async () => {
  const bench = await createDueBench({ lastReadAtMs: EIGHT + 1_000 });
  await bench.work();
  expect(await bench.mirrors()).toEqual([]);
  expect((await bench.get()).dueMs).toBeGreaterThan(EIGHT + DAY / 2);
});

test('a fault that passes is looked at after a quarter of an hour, then every hour, and breaks nothing', async () => {
  const bench = await createDueBench();
  const waits: number[] = [];
  for (const fault of ['away', 'throttled', 'away', 'bad-answer', undefined]) {
    bench.world.fault = fault;
    await bench.work();
    const { dueMs = 0, state, fault: noted } = await bench.get();
    expect([state, noted]).toEqual(['active', fault]);
    waits.push(dueMs - bench.clock.now());
    await bench.clock.advance(dueMs - bench.clock.now());
  }
  expect(waits.slice(0, 3)).toEqual([15 * MINUTE, HOUR, HOUR]);
  expect(Math.min(...waits.slice(3))).toBeGreaterThanOrEqual(DAY / 2);
  expect(bench.calls).toEqual([]);
});

test('one that nobody confirmed ends, in its time', async () => {
  const bench = await createDueBench({ state: 'pending', confirmByMs: EIGHT });
  await bench.work();
  expect([bench.world.expired, await bench.get()]).toEqual([['c-1'], undefined]);
});

test('a password that is refused twice in a row breaks it, and a token never does so', async () => {
  const bench = await createDueBench({ provider: 'caldav' });
  bench.world.fault = 'auth';
  await bench.work();
  expect(await bench.get()).toMatchObject({ state: 'active', dueMs: bench.clock.now() + HOUR });
  await bench.clock.advance(HOUR);
  await bench.work();
  await bench.clock.advance(1);
  await bench.work();
  const broken = await bench.get();
  expect([broken.state, broken.dueMs, bench.sent().length]).toEqual(['broken', undefined, 1]);
  const other = await createDueBench();
  other.world.fault = 'auth';
  for (const _time of [1, 2, 3]) {
    await other.work();
    await other.clock.advance(2 * DAY);
  }
  expect([(await other.get()).state, other.sent()]).toEqual(['active', []]);
});

test('who has a broken one is told once what stopped, and how it goes on', async () => {
  const bench = await createDueBench({ state: 'broken' });
  await bench.work();
  expect(bench.sent()).toMatchObject([
    {
      chat_id: OWNER,
      disable_notification: true,
      text: expect.stringMatching(/Demo calendar · ada@example\.com.*\n.*ended.*agenda/),
      reply_markup: { inline_keyboard: [[{ text: 'Reconnect', url: 'https://app.example/integrations' }]] },
    },
  ]);
  expect([(await bench.get()).dueMs, bench.metrics.includes('ConnectionsBroken')]).toEqual([undefined, true]);
  await bench.stores.connections.put({ ...(await bench.get()), dueMs: EIGHT });
  await bench.work();
  expect(bench.sent()).toHaveLength(1);
});

test('who has blocked the bot is not told, and it is not tried again', async () => {
  const bench = await createDueBench({ state: 'broken' });
  bench.answers.push({ method: 'sendMessage', answer: () => refused(403, 'Forbidden: bot was blocked') });
  expect(await bench.work()).toBe('deleted');
  expect([await bench.outcome(EIGHT), (await bench.get()).dueMs]).toEqual(['refused', undefined]);
});

test('where there is no app, or none that Telegram opens, the message says so', async () => {
  const bench = await createDueBench({ state: 'broken', provider: 'ics' });
  bench.services.config.app = { url: 'http://localhost:8788', opensInTelegram: false };
  await bench.work();
  expect(bench.sent()[0]?.text).toContain('http://localhost:8788/integrations');
  const other = await createDueBench({ state: 'broken', provider: 'notion' });
  delete other.services.config.app;
  await other.work();
  expect(other.sent()[0]?.text).toMatch(/no note[\s\S]*PUBLIC_URL/);
});

test('without a key nothing is done, and it stays due', async () => {
  const bench = await createDueBench();
  delete bench.services.integrations;
  await bench.deliver({ steward: 'due', owner: OWNER, sk: 'CONNECTION#c-1', due: EIGHT });
  expect((await bench.get()).dueMs).toBe(EIGHT);
});

const cases = [
  { name: 'a reading', changes: {}, fault: undefined, told: 0 },
  { name: 'a message', changes: { state: 'broken' }, fault: undefined, told: 1 },
  { name: 'breaking', changes: { provider: 'caldav', fault: 'auth' }, fault: 'auth', told: 1 },
] as const;

test.each(cases)(
  'killed at any request, $name is done all the same, and told once',
  async ({ changes, fault, told }) => {
    for (const when of ['before', 'after'] as const) {
      let [kills, twice] = [0, 0];
      for (let nth = 1; ; nth += 1) {
        const bench = await createDueBench(changes);
        bench.world.fault = fault;
        bench.step.now = dyingAt(nth, when);
        const first = await bench.work().catch(() => 'kept');
        bench.step.now = straight;
        await bench.clock.advance(91_000);
        await bench.work(2);
        const after = await bench.get();
        expect(after.state).toBe(told ? 'broken' : 'active');
        if (told) expect(after.dueMs).toBeUndefined();
        else expect(after.dueMs).toBeGreaterThan(EIGHT + DAY / 2);
        expect(bench.sent().length).toBeGreaterThanOrEqual(told);
        expect(bench.sent().length).toBeLessThanOrEqual(told + 1);
        if (bench.sent().length > told) twice += 1;
        if (first === 'deleted') break;
        kills += 1;
        expect(nth).toBeLessThan(60);
      }
      expect(kills).toBeGreaterThan(4);
      expect(twice).toBeLessThanOrEqual(1);
    }
  },
);
