import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { nastyDocuments } from './fixtures/nasty-documents.ts';
import type { FormattedText } from './formatted-text.ts';
import { renderMarkdown } from './render-markdown.ts';

/** Entities as `type[covered text]`, with what else they carry. */
const spans = ({ text, entities }: FormattedText): string[] =>
  entities.map(({ type, offset, length, url, language }) => {
    const extra = url ?? language;
    return `${type}${extra === undefined ? '' : `(${extra})`}[${text.slice(offset, offset + length)}]`;
  });

const shown = (markdown: string) => {
  const rendered = renderMarkdown(markdown);
  expect(violations(rendered)).toEqual([]);
  return { text: rendered.text, spans: spans(rendered) };
};

describe('inline styles', () => {
  it('shows bold, italic, strikethrough and code', () => {
    expect(shown('**a** *b* _c_ ~~d~~ `e`')).toEqual({
      text: 'a b c d e',
      spans: ['bold[a]', 'italic[b]', 'italic[c]', 'strikethrough[d]', 'code[e]'],
    });
  });

  it('nests styles', () => {
    expect(shown('**a *b* c**').spans).toEqual(['bold[a b c]', 'italic[b]']);
  });

  it('counts offsets in UTF-16 units behind an emoji', () => {
    expect(renderMarkdown('👍 **a**').entities).toEqual([{ type: 'bold', offset: 3, length: 1 }]);
  });

  it('interrupts bold for code, which Telegram cannot combine', () => {
    expect(shown('**a `b` c**')).toEqual({ text: 'a b c', spans: ['bold[a]', 'code[b]', 'bold[c]'] });
  });

  it('keeps a link whole that holds code', () => {
    expect(shown('[a `b` c](http://x.example)').spans).toEqual(['text_link(http://x.example/)[a b c]']);
  });

  it('does not make bold in bold twice bold', () => {
    expect(shown('# **a** b').spans).toEqual(['bold[a b]']);
  });

  it('leaves snake_case_names and products alone', () => {
    expect(shown('snake_case_name 2*3*4 2 * 3 * 4')).toEqual({
      text: 'snake_case_name 2*3*4 2 * 3 * 4',
      spans: [],
    });
  });

  it('takes backslash escapes away', () => {
    expect(shown('\\*a\\* \\_b\\_ \\`c\\` \\[1\\]').text).toBe('*a* _b_ `c` [1]');
  });

  it('shows bold whose stars stand between punctuation and a word', () => {
    expect(shown('**Note:**text 中文**“重点”**。**注意：**文字')).toEqual({
      text: 'Note:text 中文“重点”。注意：文字',
      spans: ['bold[Note:]', 'bold[“重点”]', 'bold[注意：]'],
    });
    expect(shown('**a `c`:**d').spans).toEqual(['code[c]']);
    expect(shown('** a:**b').text).toBe('** a:**b');
  });

  it('keeps line breaks, soft and hard', () => {
    expect(shown('a\nb  \nc\\\nd<br>e<br/>\nf').text).toBe('a\nb\nc\nd\ne\nf');
  });
});

describe('characters', () => {
  it('shows character references as the character, and not inside code', () => {
    expect(shown('&amp; &lt;b&gt; &#8364; &#x1F600; `&amp;`').text).toBe('& <b> € 😀 &amp;');
  });

  it('decodes a reference once', () => {
    expect(shown('&amp;lt; &#38;lt;').text).toBe('&lt; &lt;');
  });

  it('knows references by name, also those of spaces and marks', () => {
    expect(shown('a&nbsp;b &hellip; &rarr; &frac12; &grave; &bsol; &quot;').text).toBe(
      'a\u00a0b … → ½ ` \\ "',
    );
  });

  it('leaves unknown references as they were written', () => {
    expect(shown('AT&T; &nosuch; &').text).toBe('AT&T; &nosuch; &');
  });

  it('replaces impossible references and lone surrogates', () => {
    expect(shown('&#0; &#xD800; &#9999999; \ud83d').text).toBe('\ufffd \ufffd \ufffd \ufffd');
  });

  it('removes control characters and normalises line ends', () => {
    expect(shown('a\u0000\u0007b\r\nc\rd').text).toBe('ab\nc\nd');
  });

  it('leaves direction marks alone', () => {
    expect(shown('a \u202eb\u202c').text).toBe('a \u202eb\u202c');
  });
});

describe('HTML', () => {
  it('shows HTML that means no style as the text it is', () => {
    expect(shown('<div>x</div> <b> <script>alert(1)</script>')).toEqual({
      text: '<div>x</div> <b> <script>alert(1)</script>',
      spans: [],
    });
  });

  it('still reads the Markdown between tags', () => {
    expect(shown('<details>\n**x**\n</details>')).toEqual({
      text: 'x',
      spans: ['bold[x]'],
    });
  });

  it('still finds links behind an open <a> tag', () => {
    expect(shown('<a href="#">x http://y.example').spans).toEqual([
      'text_link(http://y.example/)[http://y.example]',
    ]);
  });

  it('shows comments', () => {
    expect(shown('<!-- x -->\n\ny').text).toBe('<!-- x -->\n\ny');
  });
});

describe('formulas and footnotes', () => {
  it('leaves formulas as they were written', () => {
    const formulas = '$a_1 * b_1 * c$ and \\(x_1 + y\\) and $$\\frac{a}{b}$$';
    expect(shown(formulas)).toEqual({ text: formulas, spans: [] });
  });

  it('leaves a displayed formula whole, whatever its lines begin with', () => {
    const formula = 'so\n\n$$\na\n- b\n= c\n$$\n\n\\[\n\\sum *x*\n\\]\n\nend';
    expect(shown(formula)).toEqual({ text: formula, spans: [] });
  });

  it('does not take prices for a formula', () => {
    expect(shown('**$5** and *$10*, $1 *or* $2').spans).toEqual(['bold[$5]', 'italic[$10]', 'italic[or]']);
  });

  it('leaves footnotes as text', () => {
    expect(shown('a[^1]\n\n[^1]: note').text).toBe('a[^1]\n\n[^1]: note');
  });

  it('goes on behind dollars that open no formula', () => {
    expect(shown('$$ open **a**').spans).toEqual(['bold[a]']);
    expect(shown('$$a$$ **b**').spans).toEqual(['bold[b]']);
  });
});

describe('headings, rules and spacing', () => {
  it('sets sections apart and lets deeper headings sit on their text', () => {
    expect(shown('# A\nb\n\n### C\nd')).toEqual({ text: 'A\n\nb\n\nC\nd', spans: ['bold[A]', 'bold[C]'] });
  });

  it('puts one blank line between paragraphs however many there were', () => {
    expect(shown('a\n\n\n\nb').text).toBe('a\n\nb');
  });

  it('puts one blank line around code', () => {
    expect(shown('a\n```\nb\n```\nc')).toEqual({ text: 'a\n\nb\n\nc', spans: ['pre[b]'] });
  });

  it('draws a rule', () => {
    expect(shown('a\n\n---\n\nb').text).toBe(`a\n\n${'─'.repeat(16)}\n\nb`);
  });

  it('keeps a list under the line that announces it', () => {
    expect(shown('Buy:\n- a\n- b\n\nThen:\n\n- c').text).toBe('Buy:\n• a\n• b\n\nThen:\n\n• c');
  });

  it('trims white space around everything', () => {
    expect(renderMarkdown('\n\n  a  \n\n')).toEqual({ text: 'a', entities: [] });
    expect(renderMarkdown(' \n\t ')).toEqual({ text: '', entities: [] });
  });

  it('shows a document of nothing but link definitions', () => {
    expect(shown('[a]: http://x.example').text).toBe('[a]: http://x.example');
  });
});

describe('code blocks', () => {
  it('keeps the language and the indentation', () => {
    expect(renderMarkdown('```js\n  x()\n    y()\n```')).toEqual({
      text: '  x()\n    y()',
      entities: [{ type: 'pre', offset: 0, length: 13, language: 'js' }],
    });
  });

  it('takes the first word of the info string, if it can be a language', () => {
    expect(shown('```c++ title="x"\na\n```').spans).toEqual(['pre(c++)[a]']);
    expect(shown('```{.x}\na\n```').spans).toEqual(['pre[a]']);
  });

  it('expands tabs to columns of four, because Telegram makes them one space', () => {
    expect(shown('```\na\tb\n\tc\n```').text).toBe('a   b\n    c');
  });

  it('shows Markdown inside code as it is', () => {
    expect(shown('```\n**a** &amp; <b>\n```')).toEqual({
      text: '**a** &amp; <b>',
      spans: ['pre[**a** &amp; <b>]'],
    });
  });

  it('leaves out an empty block', () => {
    expect(shown('a\n\n```\n\n```\n\nb').text).toBe('a\n\nb');
  });

  it('shows a fence that is never closed as code', () => {
    expect(shown('```py\nx = 1').spans).toEqual(['pre(py)[x = 1]']);
  });
});

describe('lists', () => {
  it('nests bullets by indentation', () => {
    expect(shown('- a\n  - b\n    - c\n      - d\n- e').text).toBe(
      '• a\n   ◦ b\n      ▪ c\n         • d\n• e',
    );
  });

  it('keeps number and delimiter as they were written', () => {
    expect(shown('7. a\n7. b').text).toBe('7. a\n7. b');
    expect(shown('1) a\n2) b').text).toBe('1) a\n2) b');
  });

  it('shows boxes for tasks', () => {
    expect(shown('- [x] a\n- [ ] b\n\n1. [x] c').text).toBe('☑ a\n☐ b\n\n1. ☑ c');
    expect(shown('- [x] a\n\n- [ ] b').text).toBe('☑ a\n\n☐ b');
  });

  it('separates the items of a loose list', () => {
    expect(shown('1. a\n\n   b\n\n2. c').text).toBe('1. a\n\n   b\n\n2. c');
  });

  it('keeps the bullets below an item of a loose list close to it', () => {
    expect(shown('1. **a**\n   - b\n\n2. c').text).toBe('1. a\n   ◦ b\n\n2. c');
  });

  it('puts code in an item on its own lines, without indentation', () => {
    expect(shown('1. a\n   ```sh\n   b\n   ```\n2. c')).toEqual({
      text: '1. a\nb\n2. c',
      spans: ['pre(sh)[b]'],
    });
  });

  it('puts a quote that begins an item on its own line', () => {
    expect(shown('- > a').spans).toEqual(['blockquote[a]']);
  });

  it('indents the further lines of an item, and no style begins with the indentation', () => {
    expect(shown('- a\n  **b**')).toEqual({ text: '• a\n   b', spans: ['bold[b]'] });
  });
});

describe('quotes', () => {
  it('shows a short quote open and a long one folded', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, line) => `> ${line}`).join('\n');
    expect(renderMarkdown(lines(7)).entities[0]?.type).toBe('blockquote');
    expect(renderMarkdown(lines(8)).entities[0]?.type).toBe('expandable_blockquote');
    expect(renderMarkdown(`> ${'a'.repeat(501)}`).entities[0]?.type).toBe('expandable_blockquote');
  });

  it('marks the lines of a quote in a quote, because quotes cannot nest', () => {
    expect(shown('> a\n> > **b**\n> > c')).toEqual({
      text: 'a\n\n│ b\n│ c',
      spans: ['blockquote[a\n\n│ b\n│ c]', 'bold[b]'],
    });
  });

  it('holds lists and code', () => {
    expect(shown('> - a\n>\n> ```\n> b\n> ```').spans).toEqual(['blockquote[• a\n\nb]', 'pre[b]']);
  });

  it('leaves out an empty quote', () => {
    expect(shown('a\n\n>\n\nb').text).toBe('a\n\nb');
  });
});

describe('hostile input', () => {
  const deep = {
    quotes: '> ',
    brackets: '[',
    stars: '*',
    lists: '- ',
    numbers: '1. ',
    images: '![',
    links: '[a](',
  };
  for (const [name, piece] of Object.entries(deep)) {
    it(`renders 10,000 nested ${name}`, () => {
      shown(`${piece.repeat(10_000)}a`);
    });
  }

  it('renders deeply balanced emphasis, links and strikethrough', () => {
    shown(`${'**a'.repeat(5_000)}b${'**'.repeat(5_000)}`);
    shown(`${'~~a '.repeat(5_000)}${' a~~'.repeat(5_000)}`);
    shown(`${'[a'.repeat(5_000)}${'](http://x.example)'.repeat(5_000)}`);
    shown(`${'***a* '.repeat(20_000)}`);
    shown(`${'*a_b'.repeat(20_000)}`);
  });

  it('keeps the stars it gave up on, and everything after them', () => {
    const { text } = shown(`${'***a* '.repeat(30_000)}end`);
    expect(text.endsWith('end')).toBe(true);
  });

  it('renders ten thousand quotes that go on without their mark', () => {
    expect(shown('> a\nb\n'.repeat(10_000)).text.length).toBeGreaterThan(10_000);
  });

  it('shows what is far longer than an answer as plain text', () => {
    expect(shown('**a** '.repeat(50_000)).spans).toEqual([]);
  });
});

describe('every prefix of a nasty document', () => {
  for (const [name, document] of Object.entries(nastyDocuments)) {
    it(`of “${name}” renders to something Telegram takes`, () => {
      for (let end = 0; end <= document.length; end += 1) {
        const found = violations(renderMarkdown(document.slice(0, end)));
        expect(found, document.slice(0, end)).toEqual([]);
      }
    });
  }
});
