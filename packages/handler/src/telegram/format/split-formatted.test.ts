import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { type FormattedText, plainText } from './formatted-text.ts';
import { renderMarkdown } from './render-markdown.ts';
import { type SplitLimits, splitFormatted } from './split-formatted.ts';

const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

const split = (formatted: FormattedText, limits: SplitLimits = {}): FormattedText[] => {
  const pieces = splitFormatted(formatted, limits);
  for (const piece of pieces) {
    const { maxLength = 4_096, maxEntities = 100 } = limits;
    expect(violations(piece, { maxLength, maxEntities })).toEqual([]);
  }
  expect(withoutSpace(pieces.map(({ text }) => text).join(''))).toBe(withoutSpace(formatted.text));
  return pieces;
};

const texts = (text: string, maxLength: number): string[] =>
  split(plainText(text), { maxLength }).map((piece) => piece.text);

describe('where a long text is cut', () => {
  it('leaves what fits in one piece', () => {
    const formatted = renderMarkdown('**a** b');
    expect(split(formatted)).toEqual([formatted]);
  });

  it('takes exactly the limit in one piece', () => {
    expect(texts('a'.repeat(4_096), 4_096)).toHaveLength(1);
    expect(texts('a'.repeat(4_097), 4_096).map(({ length }) => length)).toEqual([4_096, 1]);
  });

  it('cuts between paragraphs first', () => {
    expect(texts('aaa bbb\n\nccc\nddd eee', 16)).toEqual(['aaa bbb', 'ccc\nddd eee']);
  });

  it('cuts between lines when a paragraph is too long', () => {
    expect(texts('aaa bbb\nccc ddd eee', 16)).toEqual(['aaa bbb', 'ccc ddd eee']);
  });

  it('cuts between words when a line is too long', () => {
    expect(texts('aaa bbb ccc ddd', 9)).toEqual(['aaa bbb', 'ccc ddd']);
  });

  it('cuts a word that is too long', () => {
    expect(texts('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('does not leave a tiny piece for the sake of a paragraph', () => {
    expect(texts(`a\n\n${'b'.repeat(15)} ccc`, 20)).toEqual([`a\n\n${'b'.repeat(15)}`, 'ccc']);
  });

  it('never cuts a surrogate pair', () => {
    expect(texts('👍👍👍', 3)).toEqual(['👍', '👍', '👍']);
    expect(texts('a👍👍', 2)).toEqual(['a', '👍', '👍']);
  });

  it('keeps a family emoji whole', () => {
    expect(texts('aaaaa👩‍👩‍👧‍👦', 12)).toEqual(['aaaaa', '👩‍👩‍👧‍👦']);
  });

  it('cuts a character that is longer than a message', () => {
    expect(texts(`a${'\u0301'.repeat(300)}`, 100).join('')).toBe(`a${'\u0301'.repeat(300)}`);
  });

  it('makes no pieces of nothing, white space, or what nobody can see', () => {
    expect(splitFormatted(plainText(''))).toEqual([]);
    expect(splitFormatted({ text: ' \n\n\t ', entities: [] })).toEqual([]);
    expect(splitFormatted(plainText('\u200b\u2060\ufeff'.slice(0, 1)))).toEqual([]);
    expect(splitFormatted(renderMarkdown('\u200b'))).toEqual([]);
  });

  it('makes no piece of the blank lines between two', () => {
    expect(texts(`aaaa${'\n'.repeat(30)}bbbb`, 6)).toEqual(['aaaa', 'bbbb']);
  });
});

describe('entities across cuts', () => {
  it('goes on with bold in the next piece', () => {
    const pieces = split(renderMarkdown('**aaaa bbbb**'), { maxLength: 6 });
    expect(pieces).toEqual([
      { text: 'aaaa', entities: [{ type: 'bold', offset: 0, length: 4 }] },
      { text: 'bbbb', entities: [{ type: 'bold', offset: 0, length: 4 }] },
    ]);
  });

  it('goes on with a code block and its language, and keeps its indentation', () => {
    const pieces = split(renderMarkdown('```py\nif a:\n    b()\n    c()\n```'), { maxLength: 14 });
    expect(pieces).toEqual([
      { text: 'if a:\n    b()', entities: [{ type: 'pre', offset: 0, length: 13, language: 'py' }] },
      { text: '    c()', entities: [{ type: 'pre', offset: 0, length: 7, language: 'py' }] },
    ]);
  });

  it('rather cuts before a code block than inside', () => {
    const pieces = split(renderMarkdown('aaaa aaaa\n\n```\nb\n\nc\nd\n```'), { maxLength: 14 });
    expect(pieces.map(({ text }) => text)).toEqual(['aaaa aaaa', 'b\n\nc\nd']);
  });

  it('goes on with a link', () => {
    const pieces = split(renderMarkdown('[aaaa bbbb](http://x.example)'), { maxLength: 6 });
    expect(pieces.map(({ entities }) => entities[0]?.url)).toEqual([
      'http://x.example/',
      'http://x.example/',
    ]);
  });

  it('cuts before the entity that would be one too many', () => {
    const pieces = split(renderMarkdown('**a** '.repeat(250)));
    expect(pieces.map(({ entities }) => entities.length)).toEqual([100, 100, 50]);
  });

  it('leaves the innermost plain when more begin at one place than a piece may hold', () => {
    const pieces = split(renderMarkdown('***~~a~~*** **b**'), { maxEntities: 1 });
    expect(pieces.map(({ text, entities }) => [text, entities.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(split(renderMarkdown('**a**'), { maxEntities: 0 })).toEqual([{ text: 'a', entities: [] }]);
  });
});
