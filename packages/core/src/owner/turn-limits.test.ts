import { expect, test } from 'vitest';
import { HOUR_MS, withTurn } from './turn-limits.ts';

test('turns are counted for an hour, and a clock that was set back begins anew', () => {
  const first = withTurn(undefined, 5_000);
  expect(first).toEqual({ sinceMs: 5_000, count: 1 });
  expect(withTurn(first, 5_000 + HOUR_MS - 1)).toEqual({ sinceMs: 5_000, count: 2 });
  expect(withTurn(first, 5_000 + HOUR_MS)).toEqual({ sinceMs: 5_000 + HOUR_MS, count: 1 });
  expect(withTurn(first, 4_999)).toEqual({ sinceMs: 4_999, count: 1 });
});
