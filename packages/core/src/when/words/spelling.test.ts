import { expect, test } from 'vitest';
import { createNearest, withOrWithoutAccents } from './spelling.ts';

test.each([
  ['mañana', 'manana'],
  ['übermorgen', 'uebermorgen'],
  ['übermorgen', 'ubermorgen'],
  ['dreißig', 'dreissig'],
  ['février', 'fevrier'],
  ['четвёртого', 'четвертого'],
])('%s is also written %s', (word, typed) => {
  const expression = new RegExp(`^(?:${withOrWithoutAccents(word)})$`, 'iu');
  expect(expression.test(word)).toBe(true);
  expect(expression.test(typed)).toBe(true);
});

test('an accent that makes a short word another one stays, and so do the letters in brackets', () => {
  expect(withOrWithoutAccents('às|à|mi[ée]rcoles')).toBe('às|à|mi[ée]rcoles');
});

test.each([
  ['tomorow', 'a letter is missing'],
  ['tommorow', 'two are wrong in a long word'],
  ['tuesdya', 'two changed places'],
  ['tuesdaay', 'one is too much'],
  ['tuezday', 'one is another'],
])('%s is nearly a word: %s', (word) => {
  expect(createNearest('tomorrow tuesday')(word)).toBe(word.startsWith('to') ? 'tomorrow' : 'tuesday');
});

test.each(['tuesday', 'tomato', 'buesday', 'tue', 'touchdown', 'tuesdey'])('%s is none', (word) => {
  expect(createNearest('tomorrow tuesday', 'tuesdey')(word)).toBeUndefined();
});
