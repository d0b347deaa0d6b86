import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { plainText } from './formatted-text.ts';
import { tappableUrl, visibleAddress } from './links.ts';
import { renderMarkdown } from './render-markdown.ts';

const rendered = (markdown: string) => {
  const result = renderMarkdown(markdown);
  expect(violations(result)).toEqual([]);
  return { text: result.text, urls: result.entities.flatMap(({ url }) => url ?? []) };
};

describe('an address that can be tapped', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://Example.com/A_(b)?c=1&d=2#e', 'http://example.com/A_(b)?c=1&d=2#e'],
    ['http://example.com:8080/', 'http://example.com:8080/'],
    ['http://[::1]:3000/', 'http://[::1]:3000/'],
    ['https://пример.рф/я', 'https://xn--e1afmkfd.xn--p1ai/%D1%8F'],
    ['http://x.example/a b', 'http://x.example/a%20b'],
    ['tg://resolve?domain=x', 'tg://resolve?domain=x'],
  ])('%s', (href, url) => {
    expect(tappableUrl(href)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://x.example',
    '/docs/a.md',
    '#top',
    '',
    'http://',
    'http://localhost:3000/',
    'http://.',
    'http://x.example:0/',
    'https://bank.example@evil.example/',
    'http://a"b.example/',
    'tg://user?id=1',
    'tg:user?id=1',
    'tg://a:b@c',
    ...['tg://proxy?server=1.2.3.4', 'TG:PROXY?server=1', 'tg://socks?server=1', 'tg://login?code=1'],
    ...['tg://passport?x=1', 'tg://oauth?token=1', 'tg://confirmphone?hash=1', 'tg://setlanguage?lang=x'],
    ...['https://t.me/proxy?server=1', 'http://T.ME/Proxy?server=1', 'https://t.me/socks?server=1'],
    ...['https://www.telegram.me/proxy?x', 'https://telegram.dog./proxy', 'https://t.me:443//proxy?x'],
    ...['https://t.me/%70roxy?server=1', 'https://t.me/s/proxy?server=1', 'https://t.me/s/%2Fsocks'],
    ...['https://t.me/login/12345', 'https://t.me/confirmphone?phone=1', 'https://t.me/setlanguage/x'],
    ...['ton://transfer/x', 'tonsite://x.ton/'],
    'mailto:a@b.example',
    `http://x.example/${'a'.repeat(2_048)}`,
    `http://x.example/${'я'.repeat(1_000)}`,
  ])('is not %s', (href) => {
    expect(tappableUrl(href)).toBeUndefined();
  });
});

describe('an address that acts at one tap and that Telegram finds by itself', () => {
  const codes = (markdown: string) => {
    const result = renderMarkdown(markdown);
    expect(violations(result)).toEqual([]);
    const { text, entities } = result;
    return entities.flatMap(({ type, offset, length }) =>
      type === 'code' ? [text.slice(offset, offset + length)] : [],
    );
  };

  it.each<[string, string]>([
    ['Tap tg://proxy?server=1.2.3.4&port=443 now', 'tg://proxy?server=1.2.3.4&port=443'],
    ['[free](tg://socks?server=1)', 'tg://socks?server=1'],
    ['**see https://t.me/proxy?server=1 and more**', 'https://t.me/proxy?server=1'],
    ['t.me/%70roxy?server=a_b_c', 't.me/%70roxy?server=a_b_c'],
    ['> tg:\\/\\/login?code=1', 'tg://login?code=1'],
    ['<tg://confirmphone?x>', 'tg://confirmphone?x'],
    ['pay ton://transfer/abc?amount=1', 'ton://transfer/abc?amount=1'],
  ])('is code: %s', (markdown, code) => {
    expect(codes(markdown)).toEqual([code]);
  });

  it.each(['https://t.me/durov', 't.me/proxyfans', 'tg://resolve?domain=x', '`tg://proxy?x`', 'at.me/proxy'])(
    'and stays what it was where it does not: %s',
    (markdown) => {
      expect(codes(markdown)).toEqual(markdown.startsWith('`') ? ['tg://proxy?x'] : []);
    },
  );

  it('is code in plain text as well, as an answer grows', () => {
    expect(plainText('x tg://proxy?server=1')).toEqual({
      text: 'x tg://proxy?server=1',
      entities: [{ type: 'code', offset: 2, length: 19 }],
    });
  });
});

describe('links in an answer', () => {
  it('shows the address of a link that cannot be tapped', () => {
    expect(rendered('[a](/docs/a.md) [b](javascript:x)')).toEqual({
      text: 'a (/docs/a.md) b (javascript:x)',
      urls: [],
    });
  });

  it('shows no address that says nothing', () => {
    expect(rendered('[a](#a) [b](data:x) [c](streamdown:incomplete-link) [d]()').text).toBe('a b c d');
    expect(visibleAddress('/docs', 'see /docs')).toBeUndefined();
  });

  it('shows a mail address, which Telegram makes tappable itself', () => {
    expect(rendered('[Write](mailto:a@b.example?subject=x) <c@d.example> [e](mailto:%ff)')).toEqual({
      text: 'Write (a@b.example) c@d.example e (%ff)',
      urls: [],
    });
  });

  it('shows the address of a link without a text', () => {
    expect(rendered('[](http://x.example)')).toEqual({
      text: 'http://x.example',
      urls: ['http://x.example/'],
    });
  });

  it('links an image to its address by its description', () => {
    expect(rendered('![a *b*](http://x.example/i.png) ![](http://x.example/j.png)')).toEqual({
      text: 'a b http://x.example/j.png',
      urls: ['http://x.example/i.png', 'http://x.example/j.png'],
    });
  });

  it('links a badge to where its link leads', () => {
    expect(rendered('[![a](http://i.example)](http://l.example)')).toEqual({
      text: 'a',
      urls: ['http://l.example/'],
    });
  });

  it('keeps the brackets of a numbered source', () => {
    expect(rendered('so [1].\n\n[1]: http://x.example')).toEqual({
      text: 'so [1].',
      urls: ['http://x.example/'],
    });
  });

  it('resolves character references in addresses', () => {
    expect(rendered('[a](http://x.example/?b=1&amp;c=2)').urls).toEqual(['http://x.example/?b=1&c=2']);
  });

  it('finds bare addresses and leaves the full stop behind them', () => {
    expect(rendered('See http://x.example/a. Or www.y.example!')).toEqual({
      text: 'See http://x.example/a. Or www.y.example!',
      urls: ['http://x.example/a', 'http://www.y.example/'],
    });
  });
});
