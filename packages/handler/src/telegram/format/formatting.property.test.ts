// Whatever is put together from the pieces Markdown is made of, Telegram takes what comes out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { closeMarkdown } from './close-markdown.ts';
import { nastyDocuments } from './fixtures/nasty-documents.ts';
import { plainText } from './formatted-text.ts';
import { renderMarkdown } from './render-markdown.ts';
import { splitFormatted } from './split-formatted.ts';

const fragments = [
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '```',
    '~~~',
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '<',
    '>',
    '|',
    '\\',
  ],
  ...[
    '> ',
    '- ',
    '* ',
    '1. ',
    '2) ',
    '- [ ] ',
    '- [x] ',
    '# ',
    '### ',
    '   ',
    '    ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '  \n',
  ],
  ...[
    '| a | b |\n|---|---|\n| 1 | 2 |\n',
    '|-|-|',
    '---\n',
    '===\n',
    '```js\n',
    '\n```\n',
    '<br>',
    '<b>',
    '</a>',
    '<!--',
    '-->',
  ],
  ...[
    'http://x.example/a_b',
    'www.x.example',
    'a@b.example',
    'javascript:x',
    'tg://resolve?x',
    '[a](http://x.example)',
  ],
  ...[
    '[r]: http://r.example\n',
    '[r]',
    '[^1]',
    '[^1]: n\n',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '&amp;',
    '&#0;',
    '&#xD83D;',
  ],
  ...[
    '👍',
    '👩‍👩‍👧‍👦',
    '\ud83d',
    '\udc4d',
    '日本',
    'e\u0301',
    '\u200b',
    '\u202e',
    '\u0000',
    '\u00a0',
    ' ',
    'a',
    'bc',
    'word ',
    '2',
    '1.5',
  ],
];

const markdown = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...Object.values(nastyDocuments)), { maxLength: 6 })
      .map((parts) => parts.join('\n')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

const limits = fc.record({
  maxLength: fc.integer({ min: 2, max: 120 }),
  maxEntities: fc.integer({ min: 0, max: 8 }),
});

const withoutSpace = (text: string): string =>
  text.replace(/[\u0301\s\p{Default_Ignorable_Code_Point}\u2028-\u202e\ufffc\u2800]+/gu, '');

describe('any document', () => {
  it('renders to text and entities Telegram takes', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(violations(renderMarkdown(source))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('renders when it is cut off and closed', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(violations(renderMarkdown(closeMarkdown(source)))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('splits into pieces Telegram takes, and only white space is lost', () => {
    fc.assert(
      fc.property(markdown, limits, (source, limit) => {
        const rendered = renderMarkdown(source);
        const pieces = splitFormatted(rendered, limit);
        for (const piece of pieces) {
          expect(piece.text).not.toBe('');
          expect(violations(piece, limit)).toEqual([]);
        }
        expect(withoutSpace(pieces.map(({ text }) => text).join(''))).toBe(withoutSpace(rendered.text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is shown whole as plain text', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const { text, entities } = plainText(source);
        expect(entities.filter(({ type }) => type !== 'code')).toEqual([]);
        expect(violations({ text, entities })).toEqual([]);
      }),
    );
  });

  it('keeps every word of a text without marks', () => {
    const word = fc.constantFrom('alpha', 'beta', '日本', '👍', 'x1');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        fc.array(fc.constantFrom(' ', '\n', '\n\n')),
        (words, gaps) => {
          const source = words.map((each, index) => each + (gaps[index] ?? ' ')).join('');
          expect(renderMarkdown(source).text.split(/\s+/)).toEqual(words);
        },
      ),
    );
  });
});

describe('the lines of a code block', () => {
  it('are the same after splitting, but for trailing white space and blank lines at the cuts', () => {
    const line = fc.constantFrom('a', '  b', '    c()', 'dd ee', '');
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 8, max: 60 }),
        (lines, maxLength) => {
          const rendered = renderMarkdown(['```', ...lines, 'end', '```'].join('\n'));
          const pieces = splitFormatted(rendered, { maxLength });
          const visible = (text: string): string[] => text.split('\n').filter((each) => each.trim() !== '');
          expect(pieces.flatMap(({ text }) => visible(text))).toEqual(visible([...lines, 'end'].join('\n')));
        },
      ),
    );
  });
});
