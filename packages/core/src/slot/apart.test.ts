import { expect, it } from 'vitest';
import { apart } from './apart.ts';

it('of times that lie over each other the first is taken, and no more than are asked for', () => {
  const times = [2, 3, 0, 4, 6].map((startMs) => ({ startMs, endMs: startMs + 2 }));
  expect(apart(times, 3).map(({ startMs }) => startMs)).toEqual([2, 0, 4]);
  expect(apart(times, 9).map(({ startMs }) => startMs)).toEqual([2, 0, 4, 6]);
});
