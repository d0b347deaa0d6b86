import { expect, test } from 'vitest';
import { FAILED_TRIES_MS, windowLeftMs, windowOf } from './failed-tries.ts';

test('a window ends for everybody at once', () => {
  expect(windowOf(FAILED_TRIES_MS - 1)).toBe(0);
  expect(windowOf(FAILED_TRIES_MS)).toBe(1);
  expect(windowLeftMs(FAILED_TRIES_MS)).toBe(FAILED_TRIES_MS);
  expect(windowLeftMs(FAILED_TRIES_MS - 1)).toBe(1);
});
