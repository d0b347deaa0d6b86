import { expect, test } from 'vitest';
import { behindIt, readWith } from './read-with.ts';

const NAMES = ['bob', 'eve', 'anna maria', 'anna'];
const read = (text: string) => readWith(text, (words) => NAMES.includes(words.toLowerCase()));

test.each([
  ['45 min next week with @bob @eve', ['@bob', '@eve'], '45 min next week'],
  ['with Bob and Eve 45 min next week', ['Bob', 'Eve'], '45 min next week'],
  ['45 min with Bob, Anna Maria and @eve next week', ['Bob', 'Anna Maria', '@eve'], '45 min next week'],
  ['45 Min nächste Woche mit Bob und Eve', ['Bob', 'Eve'], '45 Min nächste Woche'],
  ['45 min la próxima semana con Bob y Eve', ['Bob', 'Eve'], '45 min la próxima semana'],
  ['45 min la semaine prochaine avec Bob et Eve', ['Bob', 'Eve'], '45 min la semaine prochaine'],
  ['45 min na próxima semana com Bob e Eve', ['Bob', 'Eve'], '45 min na próxima semana'],
  ['45 мин на следующей неделе с Bob и Eve', ['Bob', 'Eve'], '45 мин на следующей неделе'],
  ['next week with bob?', ['bob'], 'next week'],
  ['45 min with me and Bob tomorrow', ['Bob'], '45 min tomorrow'],
  ['45 min with Bob and me tomorrow', ['Bob'], '45 min tomorrow'],
])('%s', (text, names, rest) => expect(read(text)).toEqual({ names, rest }));

test('a title stands in quotes, of whichever kind', () => {
  for (const title of ['"The budget"', '“The budget”', '„The budget“', '«The budget»'])
    expect(read(`45 min ${title} with Bob`)).toEqual({ names: ['Bob'], rest: '45 min', title: 'The budget' });
});

test('what is no name stays as it was; where another one is expected it is told', () => {
  expect(['с 10 до 12', 'lunch with Zoe', '45 min tomorrow', 'with', 'lunch with me'].map(read)).toEqual(
    Array(5).fill(undefined),
  );
  expect(read('45 min with Bob and Zoe tomorrow')).toEqual({
    ...{ names: ['Bob'], unknown: 'Zoe', rest: '45 min and Zoe tomorrow' },
  });
});

test('“Bob and I” are we with Bob', () => {
  expect(behindIt('When are Bob and I free next week for 45 min?')).toBe(
    'When are we with Bob ,  free next week for 45 min?',
  );
  expect(behindIt('Wann haben Bob und ich Zeit?')).toBe('Wann haben wir mit Bob ,  Zeit?');
  expect(behindIt('When am I free?')).toBe('When am I free?');
});
