import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { isLastTry, retryDelaySeconds } from './retry-policy.ts';

test.each([
  [1, 5],
  [2, 10],
  [3, 20],
  [4, 40],
  [5, 60],
  [6, 60],
  [29, 60],
  [0, 60],
  [Number.NaN, 60],
])('after try %d the next one comes in %d seconds', (attempt, seconds) => {
  expect(retryDelaySeconds(attempt, new Error('x'))).toBe(seconds);
});

test.each([
  [90_500, 91],
  [1_000, 5],
  [48 * 60 * 60 * 1000, 11 * 60 * 60],
])('a flood wait of %d ms is kept as far as the queue can: %d s', (retryAfterMs, seconds) => {
  expect(retryDelaySeconds(1, new StewardError('rate-limited', 'x', { retryAfterMs }))).toBe(seconds);
});

test('the last try is the thirtieth receive or claim, or the first after six hours', () => {
  const sixHours = 6 * 60 * 60 * 1000;
  expect(isLastTry(29, 29, sixHours)).toBe(false);
  expect(isLastTry(30, 1, 0)).toBe(true);
  expect(isLastTry(1, 30, 0)).toBe(true);
  expect(isLastTry(1, 1, sixHours + 1)).toBe(true);
});
