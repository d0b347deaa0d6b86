import { expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

test('the night is quiet unless somebody says otherwise', () => {
  expect(['21:59', '22:00', '00:00', '06:59', '07:00'].map((clock) => isQuiet(undefined, clock))).toEqual([
    ...[false, true, true, true, false],
  ]);
  expect(isQuiet('off', '23:00')).toBe(false);
});

test('hours of a day are quiet as well', () => {
  const rest = { from: '13:00', until: '15:00' };
  expect(['12:59', '13:00', '15:00'].map((clock) => isQuiet(rest, clock))).toEqual([false, true, false]);
});
