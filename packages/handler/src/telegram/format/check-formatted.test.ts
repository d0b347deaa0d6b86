import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import type { TextEntity } from './formatted-text.ts';

const bold = (offset: number, length: number): TextEntity => ({ type: 'bold', offset, length });
const of = (type: TextEntity['type'], offset: number, length: number): TextEntity => ({
  type,
  offset,
  length,
});
const link = (url: string): TextEntity => ({ type: 'text_link', offset: 0, length: 1, url });

describe('the judge of formatted texts', () => {
  it('finds nothing wrong with a good message', () => {
    const entities = [of('blockquote', 0, 6), bold(0, 3), of('italic', 1, 2), of('code', 4, 2)];
    expect(violations({ text: 'abc de f', entities }, { maxLength: 8, maxEntities: 4 })).toEqual([]);
  });

  const broken: [string, string, TextEntity[], string][] = [
    ['a lone surrogate', 'a\ud83d b', [], 'a lone surrogate at 1'],
    ['a lone low surrogate', 'a\udc4d b', [], 'a lone surrogate at 1'],
    ['a control character', 'a\u0000b', [], 'a control character at 1'],
    ['white space at the end', 'a ', [], 'white space at the end'],
    ['white space before the first entity', ' ab', [bold(2, 1)], 'white space at the start'],
    ['an empty entity', 'ab', [bold(0, 0)], 'is empty'],
    ['an entity past the end', 'ab', [bold(1, 2)], 'lies outside of the text'],
    ['an entity at half a position', 'ab', [bold(0.5, 1)], 'is not at integers'],
    ['an unknown type', 'ab', [of('mention' as 'bold', 0, 1)], 'has an unknown type'],
    ['an entity that ends in white space', 'a b', [bold(0, 2)], 'ends in white space'],
    ['an entity of white space', 'a b', [bold(1, 1)], 'covers only white space'],
    ['an entity that starts inside a character', '👍a', [bold(1, 2)], 'starts inside a surrogate pair'],
    ['an entity that ends inside a character', '👍a', [bold(0, 1)], 'ends inside a surrogate pair'],
    ['entities out of order', 'abc', [bold(1, 1), of('italic', 0, 1)], 'italic at 0 is out of order'],
    ['the inner before the outer', 'abc', [bold(0, 1), of('italic', 0, 2)], 'italic at 0 is out of order'],
    ['partial overlap', 'abc', [bold(0, 2), of('italic', 1, 2)], 'italic in bold at 1 overlaps in part'],
    ['bold in bold', 'abc', [bold(0, 3), bold(1, 1)], 'bold in bold at 1 is twice the same'],
    ['bold in code', 'abc', [of('code', 0, 3), bold(1, 1)], 'bold in code at 1: code holds nothing'],
    ['code in bold', 'abc', [bold(0, 3), of('code', 1, 1)], 'code in bold at 1: code stands alone'],
    [
      'a quote in bold',
      'abc',
      [bold(0, 3), of('blockquote', 1, 1)],
      'blockquote in bold at 1: a quote is outermost',
    ],
    ['a link without an address', 'abc', [of('text_link', 0, 1)], 'has a url and is no link, or the reverse'],
    [
      'bold with an address',
      'abc',
      [{ ...bold(0, 1), url: 'http://x.example/' }],
      'has a url and is no link',
    ],
    ['bold with a language', 'abc', [{ ...bold(0, 1), language: 'js' }], 'has a language it cannot have'],
    ['a scripting address', 'abc', [link('javascript:x')], 'has an address Telegram refuses'],
    ['an address without a dot', 'abc', [link('http://localhost/')], 'has an address Telegram refuses'],
    [
      'an address with a bad port',
      'abc',
      [link('http://x.example:99999/')],
      'has an address Telegram refuses',
    ],
    ['a mention by address', 'abc', [link('tg://user?id=1')], 'has an address Telegram refuses'],
  ];

  it.each(broken)('finds %s', (_, text, entities, fault) => {
    expect(violations({ text, entities }).join('; ')).toContain(fault);
  });

  it('finds too long a text and too many entities', () => {
    const found = violations(
      { text: 'abc', entities: [bold(0, 1), bold(1, 1)] },
      { maxLength: 2, maxEntities: 1 },
    );
    expect(found).toEqual(['the text has 3 units', '2 entities']);
  });
});
