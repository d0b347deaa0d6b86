// Text made to be slow: what a second of work cannot render would keep every other chat waiting.
import { describe, expect, it } from 'vitest';
import { closeMarkdown } from './close-markdown.ts';
import { renderMarkdown } from './render-markdown.ts';

/** The longest answer, and the processor time it may take (ms): on an idle machine the worst takes a second or two. */
const WHOLE = { length: 100_000, budgetMs: 8_000 };
/** A quarter finds the same much sooner: what is quadratic takes a sixteenth of the time, linear work a tenth of a second. */
const QUARTER = { length: 25_000, budgetMs: WHOLE.budgetMs / 16 };

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
    ':--\n',
    'x| a | b |\n|---|---|\n',
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

/** What sorting these takes on an idle machine. */
const SORTING_MS = 30;
const sortWords = (): void => {
  const words = Array.from({ length: 100_000 }, (_, index) => `word ${(index * 7919) % 100_003}`);
  words.join('\n').split('\n').sort();
};

/** Who shares caches, cores and a heap with others takes more processor time for the same: up to four times. */
const slowness = (): number => Math.min(4, Math.max(1, processorMs(sortWords) / SORTING_MS));

/** The best of three, because the first runs of new code and other work of the machine cost time as well. */
const isWithin = (text: string, budgetMs: number): boolean =>
  [1, 2, 3].some(() => {
    const tookMs = processorMs(() => renderMarkdown(closeMarkdown(text)));
    return tookMs < budgetMs || tookMs < budgetMs * slowness();
  });

const hold = (piece: string, { length, budgetMs }: typeof WHOLE): void => {
  for (const part of [piece, `x${piece}\n`])
    expect(isWithin(part.repeat(length / part.length), budgetMs)).toBe(true);
};

describe('the same piece again and again is closed and rendered within the budget', () => {
  it.each(PIECES)('25 kB of %j', (piece) => hold(piece, QUARTER));

  it.each(['<!--', '[[', PIECES.join('')])('100 kB of %j', (piece) => hold(piece, WHOLE));
});
