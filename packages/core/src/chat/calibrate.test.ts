import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate } from './calibrate.ts';

test('the first measurement counts whole when it is larger, and slowly when it is smaller', () => {
  expect(calibrate(undefined, 100, 130)).toBeCloseTo(1.3);
  expect(calibrate(undefined, 100, 90)).toBeCloseTo(0.97);
});

test('a server that counts far too few tokens lowers the ratio to 0.75 and no further', () => {
  let ratio: number | undefined;
  for (let turn = 0; turn < 20; turn += 1) ratio = calibrate(ratio, 1000, 1);
  expect(ratio).toBe(0.75);
});

test('a larger measurement counts at once, a smaller one slowly', () => {
  expect(calibrate(1, 100, 150)).toBeCloseTo(1.5);
  expect(calibrate(1.5, 100, 100)).toBeCloseTo(1.35);
});

test.each([
  [0, 10],
  [10, 0],
  [Number.NaN, 10],
  [10, Number.POSITIVE_INFINITY],
])('a measurement that cannot be (%d estimated, %d measured) changes nothing', (estimated, measured) => {
  expect(calibrate(1.2, estimated, measured)).toBe(1.2);
  expect(calibrate(undefined, estimated, measured)).toBe(1);
});

test('whatever a server tells, the ratio stays between 0.75 and 4', () => {
  const any = fc.double();
  fc.assert(
    fc.property(
      fc.option(fc.double({ min: 0.01, max: 100, noNaN: true }), { nil: undefined }),
      any,
      any,
      (...numbers) => {
        const ratio = calibrate(...numbers);
        expect(ratio).toBeGreaterThanOrEqual(0.75);
        expect(ratio).toBeLessThanOrEqual(4);
      },
    ),
  );
});
