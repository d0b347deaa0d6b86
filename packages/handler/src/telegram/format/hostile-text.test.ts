// Text made to be slow: what a second of work cannot render would keep every other chat waiting.
import { describe, expect, it } from 'vitest';
import { closeMarkdown } from './close-markdown.ts';
import { renderMarkdown } from './render-markdown.ts';

const LENGTH = 100_000;
/** Milliseconds of processor time for 100 kB. Two seconds on an idle machine is the worst; quadratic work takes minutes. */
const BUDGET_MS = 8_000;

const PIECES = [
  ...[
    '[',
    '![',
    '](',
    '[a](',
    '[a][',
    '[[',
    '[]()',
    '[^1]: ',
    '*',
    '**a ',
    '_a ',
    '*a _b ',
    'a*b*',
    '**中**',
    '“**',
  ],
  ...[
    'x**2 ',
    '`',
    '``` ',
    '```\n',
    '~~',
    '~~a ',
    '> ',
    '> > ',
    '\n> a\nb',
    '- ',
    '1. ',
    '1. 1. ',
    '- a\n  ',
    '- [ ] ',
  ],
  ...[
    '| a ',
    '|',
    '\n|',
    '\n|-|-|\n',
    '<b>',
    '<b',
    '<kbd>a',
    '<table><tr><td>',
    '<table>',
    '<details>',
    '<!--',
    '<!',
  ],
  ...[
    '$',
    '$$',
    '\\(',
    '\\[',
    '\\',
    '&',
    '&#',
    'http://',
    'https://a.',
    'www.',
    'a@',
    'a@b.',
    '#',
    '\t',
    '---\n',
    '!',
  ],
];

const processorMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

describe('100 kB of the same piece', () => {
  it.each(PIECES)('is closed and rendered within the budget: %j', (piece) => {
    for (const text of [piece, `x${piece}\n`].map((part) => part.repeat(LENGTH / part.length)))
      expect(processorMs(() => renderMarkdown(closeMarkdown(text)))).toBeLessThan(BUDGET_MS);
  });
});
