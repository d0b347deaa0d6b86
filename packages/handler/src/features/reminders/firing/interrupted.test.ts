// A firing that is killed before or after any request, and one that somebody meddles with at any step.
import type { Reminder } from '@steward/core';
import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { createBench, OFFERED, textMessage } from '../../../../test/bench.ts';
import { createRingBench, daily, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';
import { dyingAt, type Step, stepped, straight } from '../../../../test/stepped.ts';
import type { Services } from '../../../context/services.ts';

type Bench = ReturnType<typeof createRingBench>;
interface Case {
  name: string;
  make(bench: Bench): Promise<unknown>;
  fire(bench: Bench, receiveCount: number): Promise<string>;
  check(bench: Bench): Promise<void>;
}

const MANY = [1, 2, 3, 4, 5];

const cases: Case[] = [
  {
    name: 'once',
    make: (bench) => bench.make(),
    fire: (bench, receiveCount) => bench.fire(1, NINE, { receiveCount }),
    check: async (bench) => {
      const { state, dueMs } = (await bench.reminder()) ?? {};
      expect([state, dueMs]).toEqual(['ended', undefined]);
    },
  },
  {
    name: 'every day',
    make: (bench) => bench.make({ schedule: daily }),
    fire: (bench, receiveCount) => bench.fire(1, NINE, { receiveCount }),
    check: async (bench) => expect((await bench.reminder())?.dueMs).toBe(NINE + 23 * HOUR),
  },
  {
    name: 'as a snooze',
    make: async (bench) => {
      await bench.make({ schedule: daily, dueMs: NINE + 23 * HOUR });
      await bench.stores.reminders.addSnooze({ owner: bench.owner, number: 1, dueMs: NINE });
    },
    fire: (bench, receiveCount) => bench.fire(1, NINE, { receiveCount, snooze: true }),
    check: async (bench) => {
      expect((await bench.reminder())?.dueMs).toBe(NINE + 23 * HOUR);
      expect(await bench.stores.reminders.snoozes(bench.owner)).toEqual([]);
    },
  },
  {
    name: 'as many at once',
    make: async (bench) => {
      for (const number of MANY) await bench.make({ number, dueMs: NINE + number });
      await bench.clock.advance(HOUR);
    },
    fire: async (bench, receiveCount) => {
      let ended = 'deleted';
      for (const number of MANY) {
        ended = await bench.fire(number, NINE + number, { receiveCount });
        if (ended === 'kept') break;
      }
      return ended;
    },
    check: async (bench) => {
      for (const number of MANY) expect((await bench.reminder(number))?.state).toBe('ended');
    },
  },
];

const begin = async ({ make }: Case) => {
  const step: { now: Step } = { now: straight };
  const bench = createRingBench({ replace: stepped(step) });
  await bench.meet();
  await make(bench);
  return { bench, step };
};

/** What has begun has one outcome. */
const outcomes = ({ stores }: Bench) =>
  stores
    .dump()
    .items.filter(({ sk }) => sk.startsWith('UPDATE#'))
    .map(({ outcome }) => outcome);

describe.each(cases)('killed at any request, what rings $name', (one) => {
  test.each(['before', 'after'] as const)('rings all the same, twice at most: %s it', async (when) => {
    let [kills, twice] = [0, 0];
    for (let nth = 1; ; nth += 1) {
      const { bench, step } = await begin(one);
      step.now = dyingAt(nth, when);
      const first = await one.fire(bench, 1);
      step.now = straight;
      await bench.clock.advance(61_000);
      if (first === 'kept') expect(await one.fire(bench, 2)).toBe('deleted');
      const sent = bench.texts().length;
      expect(sent).toBeGreaterThanOrEqual(1);
      expect(sent).toBeLessThanOrEqual(2);
      expect(outcomes(bench)).toEqual(['answered']);
      await one.check(bench);
      if (sent > 1) twice += 1;
      if (first === 'deleted') break;
      kills += 1;
      expect(nth).toBeLessThan(60);
    }
    expect(kills).toBeGreaterThan(6);
    expect(twice).toBeLessThanOrEqual(2);
  });
});

test('killed twice, it is listed as undelivered where it never came', async () => {
  const [, series] = cases as [Case, Case];
  let unheard = 0;
  for (let first = 1; first < 12; first += 1)
    for (let second = 1; second < 12; second += 1) {
      const { bench, step } = await begin(series);
      for (const nth of [first, second]) {
        step.now = dyingAt(nth, 'before');
        await series.fire(bench, 1);
        await bench.clock.advance(61_000);
      }
      step.now = straight;
      expect(await series.fire(bench, 3)).toBe('deleted');
      await series.check(bench);
      const { outcome } = (await bench.reminder())?.last ?? {};
      expect(bench.texts().length).toBeLessThanOrEqual(2);
      if (bench.texts().length === 0) {
        expect(outcome).toBe('undelivered');
        unheard += 1;
      }
    }
  expect(unheard).toBeGreaterThan(0);
});

const change = async (bench: Bench, changes: Parameters<Services['reminders']['change']>[1]) => {
  const { reminders } = bench.stores;
  for (let now = await reminders.get(bench.owner, 1); now; now = await reminders.get(bench.owner, 1))
    if (await reminders.change(now, changes)) return;
};

const later: Reminder['schedule'] = { kind: 'instant', atMs: NINE + 5 * HOUR };

const meddling: [string, (bench: Bench) => Promise<unknown>, (bench: Bench) => Promise<void>][] = [
  [
    'another time',
    (bench) => change(bench, { schedule: later, dueMs: NINE + 5 * HOUR }),
    async (bench) => expect((await bench.reminder())?.dueMs).toBe(NINE + 5 * HOUR),
  ],
  [
    'other words',
    (bench) => change(bench, { text: 'Tea' }),
    async (bench) => {
      const { text, dueMs } = (await bench.reminder()) ?? {};
      expect([text, dueMs]).toEqual(['Tea', NINE + 23 * HOUR]);
    },
  ],
  [
    'a cancellation',
    async (bench) => {
      const read = await bench.reminder();
      if (read) await bench.stores.reminders.remove(read);
    },
    async (bench) => expect(await bench.reminder()).toBeUndefined(),
  ],
  [
    '/forget',
    (bench) => bench.stores.ownerData.removeAll(bench.owner),
    async (bench) => {
      const left = bench.stores.dump().items.filter(({ sk }) => !sk.startsWith('UPDATE#'));
      expect(left.filter(({ sk, createdAtMs }) => sk !== 'PROFILE' || createdAtMs !== undefined)).toEqual([]);
    },
  ],
  [
    'a pause',
    (bench) => change(bench, { state: 'paused', dueMs: null }),
    async (bench) => {
      const { state, dueMs } = (await bench.reminder()) ?? {};
      expect([state, dueMs]).toEqual(['paused', undefined]);
    },
  ],
  [
    'a snooze',
    (bench) => bench.stores.reminders.addSnooze({ owner: bench.owner, number: 1, dueMs: NINE + MINUTE }),
    async (bench) => {
      expect(await bench.stores.reminders.snoozes(bench.owner)).toHaveLength(1);
      expect((await bench.reminder())?.dueMs).toBe(NINE + 23 * HOUR);
    },
  ],
  [
    'a block',
    (bench) => bench.stores.profiles.update(bench.owner, { letIn: false, updatedAtMs: NINE }),
    async (bench) => expect((await bench.reminder())?.dueMs).not.toBe(NINE),
  ],
];

test.each(meddling)('%s at any step of a firing stands', async (_, meddle, check) => {
  for (let nth = 1; ; nth += 1) {
    const step: { now: Step } = { now: straight };
    const bench = createRingBench({ replace: stepped(step) });
    await bench.meet();
    await bench.make({ schedule: daily });
    let calls = 0;
    step.now = async (call) => {
      calls += 1;
      if (calls === nth) await meddle(bench);
      return await call();
    };
    expect(await bench.fire()).toBe('deleted');
    step.now = straight;
    if (calls < nth) break;
    await check(bench);
    expect(bench.texts().length).toBeLessThanOrEqual(1);
    expect(nth).toBeLessThan(60);
  }
});

test('a group that becomes a supergroup at any step takes along what rings, and leaves no ghost', async () => {
  for (let nth = 1; ; nth += 1) {
    const step: { now: Step } = { now: straight };
    const bench = createRingBench({ owner: -1001, replace: stepped(step) });
    await bench.meet();
    await bench.make({ schedule: daily });
    let calls = 0;
    step.now = async (call) => {
      calls += 1;
      if (calls === nth) await bench.stores.ownerData.move(-1001, -1002);
      return await call();
    };
    expect(await bench.fire()).toBe('deleted');
    step.now = straight;
    if (calls < nth) break;
    expect(await bench.stores.reminders.list(-1001)).toEqual([]);
    const [moved] = await bench.stores.reminders.list(-1002);
    if (moved?.dueMs === NINE)
      await bench.deliver({ steward: 'due', owner: -1002, sk: `REMINDER#${moved.number}`, due: NINE });
    const [after] = await bench.stores.reminders.list(-1002);
    expect(after?.dueMs).toBe(NINE + 23 * HOUR);
    expect(bench.texts().length).toBeGreaterThanOrEqual(1);
    expect(bench.texts().length).toBeLessThanOrEqual(2);
    expect(nth).toBeLessThan(60);
  }
});

test('a long answer in the same chat does not hold it up', async () => {
  const clock = createFakeClock(NINE, { mode: 'manual' });
  const model = createFakeModel({
    fallback: () => ['So far', { delayMs: 10 * MINUTE }, ' and the end'],
    installed: OFFERED.map(({ name }) => ({ name })),
    clock,
  });
  const bench = createBench({ clock, model });
  const owner = 1001;
  await bench.stores.reminders.create({
    ...{ owner, number: 1, kind: 'reminder', text: 'Tea', authorId: owner, state: 'active', revision: 1 },
    ...{ schedule: { kind: 'instant', atMs: NINE }, dueMs: NINE, createdAtMs: NINE - HOUR },
  });
  const answer = bench.deliver({ update_id: 1, message: { ...textMessage('Hello', 11), date: NINE / 1000 } });
  while (bench.shown().length === 0) await clock.advance(1_000);
  const firedMs = clock.now();
  const fired = bench.deliver({ steward: 'due', owner, sk: 'REMINDER#1', due: NINE });
  while (!bench.shown().includes('⏰ Tea')) await clock.advance(100);
  expect(await fired).toBe('deleted');
  expect(clock.now() - firedMs).toBeLessThan(3_000);
  expect(bench.shown().join()).not.toContain('the end');
  await clock.advance(11 * MINUTE);
  expect(await answer).toBe('deleted');
  expect(bench.shown().join()).toContain('the end');
});
