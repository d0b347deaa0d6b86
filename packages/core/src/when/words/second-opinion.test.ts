import { expect, test } from 'vitest';
import { mayBeMeant } from './second-opinion.ts';

test.each([
  ['5pm', 17, 'call at … please', true],
  ['5pm', 17, 'call at … London time', false],
  ['five minutes', 10, 'in twenty-… call', false],
  ['five minutes', 10, 'call two friends in … please', true],
  ['12 tonight', 12, 'at … call', false],
  ['8 tonight', 20, 'at … call', true],
  ['2 at night', 2, 'at … call', true],
  ['last Friday at 4pm', 16, '… call', false],
  ['в прошлую пятницу в 16:00', 16, '… позвонить', false],
])('%s read as %d o’clock, in “%s”: %s', (words, hour, around, expected) => {
  const start = around.indexOf('…');
  expect(mayBeMeant(around.replace('…', words), start, start + words.length, hour)).toBe(expected);
});
