import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageKey } from './message.ts';

test('a key holds time, update and place in digits of fixed number', () => {
  expect(messageKey(1_700_000_000_000, 5000, 1)).toBe('1700000000000#000000005000#000001');
});

test('keys are in the order of time, update and place', () => {
  const parts = fc.tuple(fc.nat(9_999_999), fc.nat(9_999_999), fc.nat(999_999));
  const order = (one: number[], other: number[]): number =>
    one.map((part, index) => Math.sign(part - (other[index] ?? 0))).find((sign) => sign !== 0) ?? 0;
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const [key, otherKey] = [messageKey(...one), messageKey(...other)];
      expect(key < otherKey ? -1 : Number(key > otherKey)).toBe(order(one, other));
    }),
  );
});

test.each([
  [-1, 0, 0],
  [1.5, 0, 0],
  [10 ** 13, 0, 0],
  [0, 10 ** 12, 0],
  [0, 0, 10 ** 6],
])('a number that has no place in a key (%d, %d, %d) is refused', (...parts) => {
  expect(() => messageKey(...parts)).toThrow(RangeError);
});
