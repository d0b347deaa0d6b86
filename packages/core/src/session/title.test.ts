import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_TITLE, isTitle, MAX_TITLE_LENGTH, shortTitle, titleFrom } from './title.ts';

describe('a title from a first message', () => {
  test.each([
    ['How do I bake bread?', 'How do I bake bread?'],
    ['How do I bake bread? I have flour and water.', 'How do I bake bread?'],
    ['Bake bread.', 'Bake bread'],
    ['Wait for it...', 'Wait for it...'],
    ['Hi. Please explain tides', 'Hi. Please explain tides'],
    ['面包怎么做才好吃一点呢请告诉我。谢谢', '面包怎么做才好吃一点呢请告诉我'],
    ['\n\n  Second line first\nrest', 'Second line first'],
    ['> Quoted words\n\nIs this true?', 'Is this true?'],
    ['Forwarded from Xi Ng:\n\nGood morning everyone', 'Good morning everyone'],
    ['> Quoted alone', 'Quoted alone'],
    ['one\ttab\u0000and\u202eturned', 'one tab and turned'],
  ])('%j is called %j', (text, title) => {
    expect(titleFrom(text)).toBe(title);
  });

  test.each([
    ['# A **bold** _claim_', 'A bold claim'],
    ['> - [x] `done` ~~soon~~', 'done soon'],
    ['1. See [the guide](https://example.org "guide") now', 'See the guide now'],
    ['![chart](chart.png) explained', 'chart explained'],
    ['```js\nconst a = 1;\n```', 'const a = 1;'],
    ['why does snake_case and 2*3 or 2 * 3 stay', 'why does snake_case and 2*3 or 2 * 3 stay'],
  ])('Markdown is taken off: %j', (text, title) => {
    expect(titleFrom(text)).toBe(title);
  });

  test.each(['', '   \n ', '```\n```', '***', '?!'])('%j says nothing and gets the default', (text) => {
    expect(titleFrom(text)).toBe(DEFAULT_TITLE);
  });

  test('a long one is cut at a word and says so', () => {
    expect(titleFrom('Explain the difference between processes, threads and fibers')).toBe(
      'Explain the difference between processes…',
    );
  });

  test('one long word is cut, but never inside an emoji', () => {
    expect(titleFrom('a'.repeat(100))).toBe(`${'a'.repeat(47)}…`);
    expect(titleFrom('😀'.repeat(60))).toBe(`${'😀'.repeat(23)}…`);
    expect(titleFrom(`${' '.repeat(1999)}😀`)).toBe(DEFAULT_TITLE);
  });

  test('whatever is written, the title is one short line of whole characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom('# ', '**', '_', '`', '[a](b)', '😀', '. ', '\n', 'word ', '\ud83d', '```'), {
        maxLength: 80,
      }),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const input = typeof parts === 'string' ? parts : parts.join('');
        for (const title of [titleFrom(input), shortTitle(input)]) {
          expect(title.length).toBeGreaterThan(0);
          expect(title.length).toBeLessThanOrEqual(MAX_TITLE_LENGTH);
          expect(title).toBe(title.trim());
          expect(title).not.toMatch(/\p{Surrogate}|\p{Cc}/u);
        }
      }),
    );
  });
});

describe('a given title', () => {
  test('keeps its marks and is put on one line', () => {
    expect(shortTitle(' C# and\n**F#**. ')).toBe('C# and **F#**.');
  });

  test('is never empty', () => {
    expect(shortTitle(' \u202e ')).toBe(DEFAULT_TITLE);
  });
});

test('a title says something, in no more than is looked at', () => {
  expect(['Bees', ' 🐝 ', 'x'.repeat(2_000)].map(isTitle)).toEqual([true, true, true]);
  expect(['', ' \n\t', '\u202e\u0007', 'x'.repeat(2_001)].filter(isTitle)).toEqual([]);
});
