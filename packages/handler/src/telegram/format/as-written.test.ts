// What models write that only looks like Markdown: numbers, stars, tildes and addresses arrive as they were written.
import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { renderMarkdown } from './render-markdown.ts';

const shown = (markdown: string) => {
  const { text, entities } = renderMarkdown(markdown);
  expect(violations({ text, entities })).toEqual([]);
  return {
    text,
    spans: entities.map(({ type, offset, length }) => `${type}[${text.slice(offset, offset + length)}]`),
  };
};

describe('numbers of lists', () => {
  it.each([
    ['dates', '3. Oktober: Einheit\n31. Oktober: Reformation\n1. November: Allerheiligen'],
    ['a countdown', '3. three\n2. two\n1. one'],
    ['years', '2026. 5. 5. 어린이날\n\n2026. 6. 6. 현충일'],
    ['years and words', '1989. The wall falls\n1991. The union ends'],
    ['leading zeros', '01) a\n02) b'],
  ])('of %s stay as they are', (_, markdown) => {
    expect(shown(markdown)).toEqual({ text: markdown, spans: [] });
  });
});

it('a number behind a bullet stands beside it', () => {
  expect(shown('- 3. Oktober\n- 2026. 5. 5. Event').text).toBe('• 3. Oktober\n• 2026. 5. 5. Event');
});

describe('stars and tildes', () => {
  it.each([
    'between 10~~20 and 30~~40',
    '* * * * * /bin/x\n0 5 * * * y',
    '* */2 * * 1-5 x',
    '* * * * *',
    'Thickness 0.3~8mm and 0.3~4.5mm; 20~25°C to 30~35°C; a market of ~$120B (~$55B for one).',
    'copy ~/a:~/b, then ~5 minutes or ~6',
    'A circle is x**2 + y**2 = r**2, and 2**3 = 8 while 3**2 = 9.',
    'l*w*h is 5*x*y or 2*π*r, (a+b)**2 and n*(n-1)*(n-2)',
    'COUNT(*) and SUM(*), "*" and "*"',
    'src/**/a.ts, src/**/b.ts, *.ts and src/*.js, **/*.log',
    '/*first*/ code /*second*/',
    'f(*args, **kwargs) and g(*args, **kwargs)',
  ])('stay where they are no markup: %s', (markdown) => {
    expect(shown(markdown)).toEqual({ text: markdown, spans: [] });
  });

  it.each([
    ['~~gone~~ but ~5', 'gone but ~5', ['strikethrough[gone]']],
    ['**x is 2**3 = 8** ok', 'x is 2**3 = 8 ok', ['bold[x is 2**3 = 8]']],
    ['Edit **/etc/hosts** and **.env**', 'Edit /etc/hosts and .env', ['bold[/etc/hosts]', 'bold[.env]']],
    ['这是**重点**内容', '这是重点内容', ['bold[重点]']],
  ])('mean something in: %s', (markdown, text, spans) => {
    expect(shown(markdown)).toEqual({ text, spans });
  });
});

describe('comparisons at the start of a line', () => {
  it.each([
    'You need:\n>= 3.10 of Python',
    '>5 kg is heavy',
    '>$100 or more',
    'You need:\n> 3.10 of Python\nor newer',
  ])('quote nothing: %s', (markdown) => {
    expect(shown(markdown)).toEqual({ text: markdown, spans: [] });
  });

  it('quote nothing that Python answers', () => {
    expect(shown('You see:\n>>> 1 + 1\n2')).toEqual({ text: 'You see:\n>>> 1 + 1\n2', spans: [] });
  });

  it('but quotes that begin with a number quote', () => {
    expect(shown('> 3. Oktober').spans).toEqual(['blockquote[3. Oktober]']);
    expect(shown('> 2024 was good.\n> So was 2025.').text).toBe('2024 was good.\nSo was 2025.');
  });

  it('quote nothing below a quote', () => {
    expect(shown('> You need\n>= 3.10')).toEqual({
      text: 'You need\n\n>= 3.10',
      spans: ['blockquote[You need]'],
    });
  });
});

describe('tables', () => {
  it('end at the first line without a bar', () => {
    expect(shown('| a | b |\n|---|---|\n| 1 | 2 |\nNote: prices exclude tax.').text).toBe(
      'a │ b\n──┼──\n1 │ 2\n\nNote: prices exclude tax.',
    );
  });

  it('keep bars in code, where the row fits its header', () => {
    expect(shown('| Op | Is |\n|---|---|\n| `||` | or |\n| `a` | `b` | c |').text).toBe(
      'Op │ Is │\n───┼────┼──\n|| │ or │\na  │ b  │ c',
    );
  });

  it('keep cells beyond the header', () => {
    expect(shown('| a |\n|---|\n| 1 | 2 | 3 |').text).toContain('1 │ 2 │ 3');
  });
});

describe('simple HTML', () => {
  it('is shown as the styles it means', () => {
    expect(
      shown(
        'H<sub>2</sub>O, x<sup>2</sup>, e<sup>n+1</sup>: <kbd>Ctrl</kbd> <b>b</b> <i>i</i> <u>u</u> <s>s</s><br>end',
      ),
    ).toEqual({
      text: 'H₂O, x², e^(n+1): Ctrl b i u s\nend',
      spans: ['code[Ctrl]', 'bold[b]', 'italic[i]', 'underline[u]', 'strikethrough[s]'],
    });
  });

  it('shows a table as one', () => {
    const html = '<table><tr><th>A</th><th>B</th></tr>\n<tr><td>1</td><td><b>2</b></td></tr></table>';
    expect(shown(html).text).toBe('A │ B\n──┼──\n1 │ 2');
  });

  it('shows details under their summary', () => {
    expect(shown('<details>\n<summary>More</summary>\n\nInside.\n\n</details>\n\nAfter.')).toEqual({
      text: 'More\nInside.\n\nAfter.',
      spans: ['bold[More]'],
    });
  });

  it('shows details in one line as well', () => {
    const html = '<details><summary>More</summary>Inside.</details>\nAfter.';
    expect(shown(html)).toEqual({ text: 'More\nInside.\nAfter.', spans: ['bold[More]'] });
  });

  it('stays text where it is talked about', () => {
    const markdown = 'Put <b> before bold, a <div> around it, and </details> at the end';
    expect(shown(markdown)).toEqual({ text: markdown, spans: [] });
  });
});

describe('a bare address', () => {
  it.each([
    ['请看 https://e.org/x。然后打开https://e.org/y，再试。', ['https://e.org/x', 'https://e.org/y']],
    ['打开 www.e.org。然后登录', ['http://www.e.org/']],
    ['اقرأ https://e.org/x، ثم', ['https://e.org/x']],
    ['“https://e.org/x” «https://e.org/y»', ['https://e.org/x', 'https://e.org/y']],
    ['https://e.org然后', ['https://e.org/']],
    ['https://de.wikipedia.org/wiki/Müller', ['https://de.wikipedia.org/wiki/M%C3%BCller']],
    ['https://müller.de/x and https://exämple.org', []],
  ])('ends where it ends, and is no other one: %s', (markdown, urls) => {
    const { text, entities } = renderMarkdown(markdown);
    expect(text).toBe(markdown);
    expect(entities.map(({ url }) => url)).toEqual(urls);
  });
});

describe("Telegram's own addresses", () => {
  it.each([
    'tg://proxy?server=a',
    'tg://socks?server=a',
    'tg://login?token=a',
    'https://t.me/proxy?server=a',
  ])('cannot be tapped where a tap does something: %s', (url) => {
    const { text, entities } = renderMarkdown(`[x](${url})`);
    expect([text, entities.map(({ type }) => type)]).toEqual([`x (${url})`, ['code']]);
  });
});

describe('names with a meaning', () => {
  it('keep their lines', () => {
    const markdown = 'if __name__ == "__main__", then __init__ runs';
    expect(shown(markdown)).toEqual({ text: markdown, spans: [] });
    expect(shown('__important__').spans).toEqual(['bold[important]']);
  });
});
