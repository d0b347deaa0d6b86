// How long an answer's Markdown takes to become messages.

import { closeMarkdown, createGrowingText, renderMarkdown, splitFormatted } from '@steward/handler/testing';
import { Lexer } from 'marked';
import type { Figure, Result } from '../figure.ts';
import { longAnswer } from '../markdown/long-answer.ts';
import { convert } from '../rivals/telegramify.ts';
import { median } from '../statistics.ts';

const KB = 1024;
const SIZES_KB = [2, 4, 8, 16];
const RUNS = 60;
/** About as long as a token. */
const STEP = 4;
/** What a model writes between two steps of a growing message. */
const LOOK = 320;

const render = (markdown: string) => splitFormatted(renderMarkdown(markdown));

const contestants = {
  ours: render,
  telegramify: convert,
  'marked lexer alone': (markdown: string) => new Lexer({ gfm: true }).lex(markdown),
};
type Name = keyof typeof contestants;
const names = Object.keys(contestants) as Name[];
type Times = Record<Name, number>;

const byName = <T>(pick: (name: Name) => T) =>
  Object.fromEntries(names.map((name) => [name, pick(name)])) as Record<Name, T>;

const noSamples = () => byName((): number[] => []);

/** Processor time in ms: of pure work it says the same on a busy machine. */
const timed = (run: () => unknown): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** What a person reads must be there with both. */
const verify = (markdown: string): void => {
  const ours = render(markdown);
  const shown = ours.map(({ text }) => text).join('\n');
  const converted = convert(markdown);
  for (const words of [
    'Install the tools for step 1',
    'What is measured gets better',
    'export const answer1',
  ]) {
    if (!shown.includes(words) || !converted.replaceAll('\\', '').includes(words))
      throw new Error('A renderer lost something');
  }
  if (ours.some(({ text }) => text.length > 4_096)) throw new Error('A piece is too long');
};

/** By size. */
const measureSizes = (): Map<number, Times> => {
  const answers = SIZES_KB.map((size) => ({ size, markdown: longAnswer(size * KB), samples: noSamples() }));
  // In turn, so that the machine's moods reach all of them; the first half warms up.
  for (let run = 0; run < 2 * RUNS; run += 1) {
    for (const { markdown, samples } of answers) {
      for (const name of names) {
        const ms = timed(() => contestants[name](markdown));
        if (run >= RUNS) samples[name].push(ms);
      }
    }
  }
  return new Map(answers.map(({ size, samples }) => [size, byName((name) => median(samples[name]))]));
};

const line = ({ ours, ...rivals }: Times) => ({ ours, rivals });

/** An answer that is cut off at any moment: its open Markdown is closed, then it is rendered and split. */
const prefixLines = (markdown: string): Result[] => {
  const ends = Array.from({ length: Math.ceil(markdown.length / STEP) }, (_, index) => (index + 1) * STEP);
  const closedMs = ends.map((end) => timed(() => render(closeMarkdown(markdown.slice(0, end)))));
  const convertedMs = ends.map((end) => timed(() => convert(markdown.slice(0, end))));
  const mean = (times: number[]) => times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return [
    {
      case: `${ends.length.toLocaleString('en-US')} prefixes of 8 KB, each`,
      unit: 'ms',
      ours: mean(closedMs),
      rivals: { telegramify: mean(convertedMs) },
    },
  ];
};

/** Shown at every step while it grows, and whole at its end. */
const grow = (markdown: string): void => {
  const growing = createGrowingText();
  for (let end = LOOK; end < markdown.length; end += LOOK) growing.show(markdown.slice(0, end));
  growing.finish(markdown, false);
};

const growingLines = (): Result[] => {
  const answers = SIZES_KB.map((size) => ({ size, markdown: longAnswer(size * KB) }));
  const times = new Map<number, number>();
  for (const { size, markdown } of answers) {
    const samples = Array.from({ length: RUNS }, () => timed(() => grow(markdown)));
    times.set(size, median(samples.slice(RUNS / 2)));
  }
  const at = (size: number) => times.get(size) as number;
  const grown = at(16) / at(2) / 8;
  return [
    ...SIZES_KB.map((size) => ({
      case: `${size} KB that grow, all steps`,
      unit: 'ms',
      ours: at(size),
      rivals: {},
    })),
    {
      case: 'that grow: time per KB at 16 KB ÷ at 2 KB',
      unit: '×',
      ours: grown,
      rivals: {},
      goal: '≤ 1.5 × (linear)',
      met: grown <= 1.5,
    },
  ];
};

const measure = async (): Promise<Result[]> => {
  verify(longAnswer(8 * KB));
  const times = measureSizes();
  const at = (size: number) => times.get(size) as Times;
  const grown = byName((name) => at(16)[name] / at(2)[name] / 8);
  return [
    ...SIZES_KB.map((size) => ({ case: `${size} KB`, unit: 'ms', ...line(at(size)) })),
    {
      case: 'time per KB at 16 KB ÷ at 2 KB',
      unit: '×',
      ...line(grown),
      goal: '≤ 1.25 × (linear)',
      met: grown.ours <= 1.25,
    },
    ...prefixLines(longAnswer(8 * KB)),
    ...growingLines(),
  ];
};

export const renderer: Figure = {
  id: 'renderer',
  title: 'Renderer',
  about:
    'Processor time of Markdown rendered to text with entities and split into messages. telegramify-markdown converts to MarkdownV2 and ' +
    'does not split; marked’s lexer is the floor that our renderer stands on. A prefix is what a stopped answer leaves: ' +
    `one for every ${STEP} characters, closed, rendered and split. What grows is looked at every ${LOOK} characters, and then whole.`,
  measure,
};
