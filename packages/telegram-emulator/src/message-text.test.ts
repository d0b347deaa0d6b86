import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCaption, checkMessageText } from './message-text.ts';
import { TelegramRefusal } from './refusals.ts';

describe('a text the bot sends', () => {
  it('is trimmed at both ends and its entities move with it', () => {
    expect(checkMessageText('  Hello you \n', [{ type: 'bold', offset: 2, length: 5 }])).toEqual({
      text: '  Hello you'.slice(2),
      entities: [{ type: 'bold', offset: 0, length: 5 }],
    });
  });

  it('keeps the white space at the start that an entity covers', () => {
    const code = { type: 'pre', offset: 0, length: 6, language: 'py' };
    expect(checkMessageText('  pass', [code])).toEqual({ text: '  pass', entities: [code] });
  });

  it('loses an entity that covered only the white space cut off at its end', () => {
    expect(checkMessageText('Hi   ', [{ type: 'bold', offset: 3, length: 2 }])).toEqual({
      text: 'Hi',
      entities: [],
    });
  });

  it('loses carriage returns, and other control characters become spaces', () => {
    expect(checkMessageText('a\r\nb\u0007c', [{ type: 'bold', offset: 3, length: 1 }])).toEqual({
      text: 'a\nb c',
      entities: [{ type: 'bold', offset: 2, length: 1 }],
    });
  });

  it('gets its entities sorted, outer ones first', () => {
    const bold = { type: 'bold', offset: 0, length: 3 };
    const quote = { type: 'blockquote', offset: 0, length: 3 };
    const link = { type: 'text_link', offset: 0, length: 3, url: 'https://example.org' };
    expect(checkMessageText('abc', [bold, link, quote]).entities).toEqual([quote, link, bold]);
  });

  it('may have 4,096 units after trimming, an emoji counting two', () => {
    const full = '😀'.repeat(2048);
    expect(checkMessageText(` ${full} `).text).toBe(full);
    expect(() => checkMessageText(`${full}x`)).toThrow('message is too long');
  });

  it('may nest styles in each other, in quotes and in links', () => {
    const entities = [
      { type: 'expandable_blockquote', offset: 0, length: 6 },
      { type: 'text_link', offset: 0, length: 4, url: 'mailto:a@example.org' },
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 0, length: 2 },
      { type: 'code', offset: 4, length: 2 },
      { type: 'date_time', offset: 6, length: 1, unix_time: 1_800_000_000, date_time_format: 'wDt' },
    ];
    expect(checkMessageText('abcdefg', entities).entities).toHaveLength(6);
  });
});

describe('entities', () => {
  const at = (type: string, offset: number, length: number, more: object = {}) => ({
    type,
    offset,
    length,
    ...more,
  });

  it.each([
    ['overlap in part', [at('bold', 0, 4), at('italic', 2, 4)]],
    ['are quotes in quotes', [at('blockquote', 0, 6), at('blockquote', 1, 2)]],
    ['stand in code', [at('code', 0, 6), at('bold', 1, 2)]],
    ['put a block of code in bold', [at('bold', 0, 6), at('pre', 1, 2)]],
    ['put a link in a link', [at('text_link', 0, 6, { url: 'http://a.org' }), at('code', 1, 2)]],
    ['are not objects', [null]],
    ['have no type', [{ offset: 0, length: 1 }]],
    ['have a url without being a link', [at('bold', 0, 1, { url: 'http://a.org' })]],
    ['name a time without being one', [at('bold', 0, 1, { unix_time: 1 })]],
    ['are a time without one', [at('date_time', 0, 1)]],
    ['are a time in an unknown format', [at('date_time', 0, 1, { unix_time: 1, date_time_format: 'Dr' })]],
    ['have a language without being code', [at('code', 0, 1, { language: 'js' })]],
    ['have a language that is no text', [at('pre', 0, 1, { language: 7 })]],
    ['begin inside an emoji', [at('bold', 7, 1)]],
  ])('are refused when they %s', (_what, entities) => {
    expect(() => checkMessageText('abcdef😀', entities)).toThrow(TelegramRefusal);
  });

  it.each([
    '',
    'https://',
    'https://a b.org',
    'http://word',
    `https://a.org/${'x'.repeat(2048)}`,
    'data:text/html,x',
    7,
  ])('are refused with a link to %s', (url) => {
    expect(() => checkMessageText('abc', [at('text_link', 0, 3, { url })])).toThrow('wrong URL');
  });

  it.each(['https://example.org', 'example.org/a', 'tg://user?id=1', 'http://localhost:80', 'http://[::1]/'])(
    'are taken with a link to %s',
    (url) => {
      expect(checkMessageText('abc', [at('text_link', 0, 3, { url })]).entities).toHaveLength(1);
    },
  );
});

describe('a caption', () => {
  it('may be empty, but not longer than 1,024 units', () => {
    expect(checkCaption('').text).toBe('');
    expect(() => checkCaption('x'.repeat(1025))).toThrow('message caption is too long');
  });
});

describe('any text with any entities', () => {
  const entity = fc.record({
    type: fc.constantFrom('bold', 'italic', 'code', 'pre', 'blockquote', 'spoiler'),
    offset: fc.nat(12),
    length: fc.nat(12),
  });

  it('is either refused, or taken with sound entities and nothing to trim at its end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.array(entity, { maxLength: 4 }),
        (text, entities) => {
          try {
            const taken = checkMessageText(text, entities);
            expect(taken.text).toBe(taken.text.trimEnd());
            for (const { offset, length } of taken.entities) {
              expect(length).toBeGreaterThan(0);
              expect(offset + length).toBeLessThanOrEqual(taken.text.length);
            }
            // Checking twice changes nothing more.
            expect(checkMessageText(taken.text, taken.entities)).toEqual(taken);
          } catch (error) {
            if (!(error instanceof TelegramRefusal)) throw error;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
