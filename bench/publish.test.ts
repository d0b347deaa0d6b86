import { expect, test } from 'vitest';
import { withTables } from './publish.ts';

const figure = (title: string, ours: number) => ({
  ...{ title, about: `About ${title}.`, results: [{ unit: 'ms', ours }] },
});
const all = [figure('First', 1), figure('Second', 2), figure('Third', 3)];
const page = (...sections: string[]) =>
  `Intro\n<!-- measured: begin -->\n${sections.join('\n\n')}\n<!-- measured: end -->\nEnd\n`;

test('one figure that is measured anew takes the place of its section, and the others stay', () => {
  const whole = withTables(page(), all, { all, where: 'Measured then.' });
  const again = withTables(whole, [figure('Second', 9)], { all, where: 'Measured now.' });
  expect(again).toBe(
    whole
      .replace('About Second.\n\nMeasured then.', 'About Second.\n\nMeasured now.')
      .replace('| Second | 2 ms |', '| Second | 9 ms |'),
  );
  expect(again.match(/^## .*$/gm)).toEqual(['## First', '## Second', '## Third']);
});

test('a new figure stands in its place, and the section of none goes', () => {
  const before = withTables(page('## Gone\n\nOld.'), [all[2] as (typeof all)[0]], { all, where: 'Then.' });
  const after = withTables(before, [all[0] as (typeof all)[0]], { all, where: 'Now.' });
  expect(after.match(/^## .*$/gm)).toEqual(['## First', '## Third']);
  expect(after.startsWith('Intro\n')).toBe(true);
  expect(after.endsWith('End\n')).toBe(true);
});

test('a page without the markers is no place for tables', () => {
  expect(() => withTables('Intro', [], { all, where: '' })).toThrow('lacks');
});
