import { tzVersion } from '@steward/core/when';
import { expect, test } from 'vitest';
import { BERLIN, createRingBench, daily, HOUR, NINE } from '../../../../test/ring-bench.ts';

const setUp = async () => {
  const bench = createRingBench();
  await bench.meet();
  const follow = () => bench.deliver({ steward: 'zones', owner: bench.owner, version: tzVersion() });
  const due = async (number: number) => {
    const { dueMs, tzVersion: version, revision } = (await bench.reminder(number)) ?? {};
    return { inMs: (dueMs ?? 0) - NINE, version, revision };
  };
  return { ...bench, follow, due };
};

test('what old time zone data put an hour too late or too early is due at its time on the clock', async () => {
  const { make, follow, due, texts } = await setUp();
  const wall = { kind: 'wall', local: '2027-03-27T11:00', zone: BERLIN } as const;
  await make({ number: 1, schedule: wall, dueMs: NINE + 3 * HOUR, tzVersion: '2000a' });
  await make({ number: 2, schedule: daily, dueMs: NINE + 22 * HOUR, tzVersion: '2000a' });
  expect([await follow(), await follow()]).toEqual(['deleted', 'deleted']);
  expect(await due(1)).toEqual({ inMs: 2 * HOUR, version: tzVersion(), revision: 2 });
  expect(await due(2)).toEqual({ inMs: 23 * HOUR, version: tzVersion(), revision: 2 });
  expect(texts()).toEqual([]);
});

test('instants, what newer data computed, and what is not due stay as they are', async () => {
  const { make, follow, due, reminder } = await setUp();
  await make({ number: 1, dueMs: NINE + HOUR, tzVersion: '2000a' });
  await make({ number: 2, schedule: daily, dueMs: NINE + 22 * HOUR, tzVersion: '9999z' });
  await make({ number: 3, schedule: daily, dueMs: NINE + 22 * HOUR });
  await follow();
  expect(await due(1)).toMatchObject({ inMs: HOUR });
  expect(await due(2)).toEqual({ inMs: 22 * HOUR, version: '9999z', revision: 1 });
  expect((await reminder(3))?.revision).toBe(1);
});
