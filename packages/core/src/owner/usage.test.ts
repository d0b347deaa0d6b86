import { expect, test } from 'vitest';
import { type Usage, usageOfWeek, withUsage } from './usage.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2027-03-11T09:00Z');
const used = (before: Usage | undefined, updateId: number, nowMs = NOW, tokens = 10) =>
  withUsage(before, { updateId, tokens, nowMs });
const figures = (usage: Usage | undefined, nowMs = NOW) =>
  usageOfWeek(usage, nowMs).map(({ turns, tokens }) => [turns, tokens]);

test('turns and tokens are counted by day, and those of a week are told, today last', () => {
  const usage = used(used(used(undefined, 1, NOW - 2 * DAY_MS), 2), 3, NOW, 32);
  expect(usageOfWeek(usage, NOW).map(({ day }) => day)).toEqual([
    ...['2027-03-05', '2027-03-06', '2027-03-07', '2027-03-08', '2027-03-09', '2027-03-10', '2027-03-11'],
  ]);
  expect(figures(usage)).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 10],
    [0, 0],
    [2, 42],
  ]);
  expect(figures(undefined)).toEqual(Array(7).fill([0, 0]));
});

test('another try of an update is no other turn, also behind midnight', () => {
  const first = used(used(undefined, 1), 2);
  expect(figures(used(first, 2)).at(-1)).toEqual([2, 30]);
  expect(figures(used(first, 2, NOW + DAY_MS), NOW + DAY_MS).slice(-2)).toEqual([
    [2, 20],
    [0, 10],
  ]);
});

test('no more than a week is kept, and nothing of days that a clock ran ahead to', () => {
  let usage: Usage | undefined;
  for (let day = 0; day < 30; day += 1) usage = used(usage, day, NOW + day * DAY_MS);
  expect(usage?.days).toHaveLength(7);
  expect(used(usage, 99, NOW).days).toHaveLength(1);
});
