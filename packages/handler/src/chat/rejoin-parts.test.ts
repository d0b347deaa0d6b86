import { splitAsAppsDo } from '@steward/telegram-emulator/testing';
import { expect, test } from 'vitest';
import { rejoined } from './rejoin-parts.ts';

const repeated = (piece: (index: number) => string, count: number, gap: string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join(gap);

const sentence = (index: number): string => `Sentence ${index} of many says, as all do, next to nothing.`;
const paragraph = (index: number): string => repeated((inner) => sentence(index * 10 + inner), 5, ' ');
const code = (index: number): string => `  const value${index} = values[${index}] ?? compute(${index});`;

test.each([
  ['words without an end', 'abcdefghij '.repeat(1_100).trim()],
  ['sentences on one line', repeated(sentence, 400, ' ')],
  ['paragraphs', repeated(paragraph, 60, '\n\n')],
  ['lines of code', `code:\n${repeated(code, 400, '\n')}`],
  ['lines of a log', repeated((index) => `2026-11-28 GET /items/${index} 200`, 600, '\n')],
  [
    'code with blank lines',
    `code:\n${repeated((index) => `${code(index)}\n${code(index + 1)}`, 150, '\n\n')}`,
  ],
  ['no break at all', 'x'.repeat(12_000)],
  ['signs only', 'ab/'.repeat(4_000)],
  ['emoji', `x${'😀'.repeat(6_000)}`],
  ['Chinese', '潮水每天两次涨落，'.repeat(1_000)],
])('%s come back as they were', (_, text) => {
  const parts = splitAsAppsDo(text);
  expect(parts.length).toBeGreaterThan(2);
  const pasted = rejoined(parts);
  // What an app trims at a cut beside the break itself (an indent) is gone.
  expect(pasted.replace(/\n {2}const/g, '\nconst')).toBe(text.replace(/\n {2}const/g, '\nconst'));
});

test('a part that no app cuts so stands on a line of its own', () => {
  expect(rejoined(['short', 'next'])).toBe('short\nnext');
  expect(rejoined([])).toBe('');
});
