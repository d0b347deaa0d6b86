import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { displayWidth } from './display-width.ts';
import { renderMarkdown } from './render-markdown.ts';
import { alignTable } from './table.ts';

const rendered = (markdown: string) => {
  const result = renderMarkdown(markdown);
  expect(violations(result)).toEqual([]);
  return result;
};

describe('a narrow table', () => {
  it('is aligned in a monospaced block', () => {
    const { text, entities } = rendered('| Name | Size |\n|:--|--:|\n| a | 10 GB |\n| bcdef | |');
    expect(text).toBe('Name  │  Size\n──────┼──────\na     │ 10 GB\nbcdef │');
    expect(entities).toEqual([{ type: 'pre', offset: 0, length: text.length }]);
  });

  it('centres', () => {
    expect(alignTable(['abcd'], [['x'], ['yyy']], ['center'])).toBe('abcd\n────\n x\nyyy');
  });

  it('counts wide characters as two columns', () => {
    expect(
      alignTable(
        ['a', 'b'],
        [
          ['日本', 'x'],
          ['👍🏽', 'y'],
        ],
        [],
      ),
    ).toBe('a    │ b\n─────┼──\n日本 │ x\n👍🏽   │ y');
  });

  it('shows the text of styled cells', () => {
    expect(rendered('| **a** | `b` |\n|-|-|\n| *c* &amp; | d<br>e \\| f |').text).toBe(
      'a   │ b\n────┼────────\nc & │ d e | f',
    );
  });

  it('takes rows that are too short or too long', () => {
    expect(rendered('|a|b|\n|-|-|\n|1|2|3|\n|4|').text).toBe('a │ b │\n──┼───┼──\n1 │ 2 │ 3\n4 │   │');
  });
});

describe('a table wider than a phone', () => {
  const wide = 'a description that goes on and on and on';

  it('becomes a group of lines for each row', () => {
    const { text, entities } = rendered(
      `| Name | About | Size |\n|-|-|-|\n| x | ${wide} | 1 |\n| y | | **2** |`,
    );
    expect(text).toBe(`Name: x\n• About: ${wide}\n• Size: 1\n\nName: y\n• Size: 2`);
    expect(entities.map(({ type }) => type)).toEqual(['bold', 'bold', 'bold']);
  });

  it('becomes bullets when it has one column', () => {
    expect(rendered(`| Items |\n|-|\n| ${wide} ${wide} |`).text).toBe(`Items\n• ${wide} ${wide}`);
  });

  it('shows its header when it has no rows', () => {
    expect(rendered(`| ${wide} | ${wide} |\n|-|-|`).text).toBe(`${wide}, ${wide}`);
  });

  it('names no column without a header', () => {
    expect(rendered(`| | b |\n|-|-|\n| x | ${wide} ${wide} |`).text).toBe(`x\n• b: ${wide} ${wide}`);
  });

  it('is also the way for links, which a monospaced block would lose', () => {
    const { text, entities } = rendered('| a | b |\n|-|-|\n| x | [y](http://y.example) |');
    expect(text).toBe('a: x\n• b: y');
    expect(entities[1]).toEqual({ type: 'text_link', offset: 10, length: 1, url: 'http://y.example/' });
  });

  it('is not measured cell by cell when one cell is enormous', () => {
    expect(alignTable(['a'], [['b'.repeat(1_000)]], [])).toBeUndefined();
  });
});

describe('display width', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['👩‍👩‍👧‍👦', 2],
    ['❤️', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['\u200b', 0],
    ['─│', 2],
    ['Ａ', 2],
    ['한', 2],
  ])('of %s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});
