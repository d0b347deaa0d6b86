import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { closeMarkdown } from './close-markdown.ts';
import { nastyDocuments } from './fixtures/nasty-documents.ts';
import { renderMarkdown } from './render-markdown.ts';

describe('closing an answer that was cut off', () => {
  it('closes bold, code and strikethrough', () => {
    expect(closeMarkdown('a **b')).toBe('a **b**');
    expect(closeMarkdown('a `b')).toBe('a `b`');
    expect(closeMarkdown('a ~~b')).toBe('a ~~b~~');
  });

  it('leaves the text of an open link or image, and no placeholder', () => {
    expect(closeMarkdown('a [b](http://x.exa')).toBe('a b');
    expect(closeMarkdown('a ![b](http://x.exa')).toBe('a b');
  });

  it('leaves complete text alone', () => {
    const complete = 'a < b, **c**, 20~25 and `d`\n\n- > 25';
    expect(closeMarkdown(complete)).toBe(complete);
  });

  it('returns a paragraph that is far longer than one as it is', () => {
    const long = `**${'a'.repeat(4_001)}`;
    expect(closeMarkdown(long)).toBe(long);
  });

  it('closes the last paragraph only: nothing before it is open, and a fence ends by itself', () => {
    expect(closeMarkdown('a **b\n\nc **d')).toBe('a **b\n\nc **d**');
    expect(closeMarkdown('```js\na **b')).toBe('```js\na **b');
    expect(closeMarkdown('```js\nx\n```\na **b')).toBe('```js\nx\n```\na **b**');
  });

  for (const [name, document] of Object.entries(nastyDocuments)) {
    it(`makes every prefix of “${name}” something Telegram takes, without a placeholder`, () => {
      for (let end = 0; end <= document.length; end += 1) {
        const rendered = renderMarkdown(closeMarkdown(document.slice(0, end)));
        expect(violations(rendered), document.slice(0, end)).toEqual([]);
        if (name !== 'placeholder') expect(JSON.stringify(rendered)).not.toContain('streamdown');
      }
    });
  }
});
