// What is on the screen while an answer grows: never a raw mark, nothing that Telegram refuses, and what stands there
// changes in its unfinished block only.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violations } from './check-formatted.ts';
import { nastyDocuments } from './fixtures/nasty-documents.ts';
import { sampleAnswers } from './fixtures/sample-answers.ts';
import type { FormattedText } from './formatted-text.ts';
import { createGrowingText, type GrowingText } from './growing-text.ts';
import { renderMarkdown } from './render-markdown.ts';
import { settledEnds } from './settled-ends.ts';

const LIMITS = { maxLength: 3_500, maxEntities: 90 };
const RAW = /\*{1,3}|__|~~|`+|\]\(|^ *\||\|[ :-]*-[ :-]*\||<\/?[a-z]+|(?:^|\s)#{1,6} /gm;

/** Marks on the screen, outside of code. */
const rawMarks = (messages: FormattedText[]): string[] =>
  messages.flatMap(({ text, entities }) => {
    let shown = text;
    for (const { type, offset, length } of entities)
      if (type === 'code' || type === 'pre')
        shown = shown.slice(0, offset) + '\u0001'.repeat(length) + shown.slice(offset + length);
    return shown.match(RAW) ?? [];
  });

/** Those that the whole answer does not show: what stays as it was written is no mark. */
const unexplained = (shown: FormattedText[], whole: string[]): string[] => {
  const left = [...whole];
  return rawMarks(shown).filter((mark) => {
    const index = left.indexOf(mark);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

const lastCut = (growing: GrowingText, messages: FormattedText[]) => {
  for (let index = messages.length - 1; index > 0; index -= 1) {
    const start = growing.cutBefore(index);
    if (start !== undefined) return { index, start };
  }
  return { index: 0, start: 0 };
};

const joined = (messages: FormattedText[]): string => messages.map(({ text }) => text).join('\n\n');
const words = (text: string): string => text.split(/\s+/).join(' ').trim();

/** Grows by these steps, and looks at every one. Returns the messages of the whole. */
const grow = (answer: string, steps: Iterable<number>): FormattedText[] => {
  const growing = createGrowingText();
  const whole = rawMarks(createGrowingText().finish(answer, false));
  let before: { index: number; messages: FormattedText[]; settled: string } | undefined;
  for (const length of steps) {
    const source = answer.slice(0, length);
    const messages = growing.show(source);
    expect(unexplained(messages, whole), JSON.stringify(source.slice(-80))).toEqual([]);
    for (const message of messages) expect(violations(message, LIMITS)).toEqual([]);
    if (before) {
      expect(messages.slice(0, before.index)).toEqual(before.messages.slice(0, before.index));
      // A cut between two items of a list is shown as one between blocks.
      expect(words(joined(messages.slice(before.index))).startsWith(words(before.settled))).toBe(true);
    }
    const { index, start } = lastCut(growing, messages);
    const settledTo = settledEnds(source, start).at(-1) ?? start;
    before = { index, messages, settled: renderMarkdown(source.slice(start, settledTo)).text };
  }
  const finished = growing.finish(answer, false);
  expect(finished.slice(0, before?.index)).toEqual(before?.messages.slice(0, before.index));
  return finished;
};

const everyLength = (answer: string) => Array.from({ length: answer.length }, (_, index) => index + 1);

describe('an answer that grows letter by letter', () => {
  it.each(sampleAnswers.map((answer) => [answer.slice(0, 24).replaceAll('\n', ' '), answer]))(
    'shows no raw mark, and comes to the whole: %s',
    (_, answer) => {
      expect(grow(answer, everyLength(answer))).toEqual([renderMarkdown(answer)]);
    },
  );

  it('is something Telegram takes, whatever a model writes', () => {
    for (const document of Object.values(nastyDocuments)) {
      const growing = createGrowingText();
      for (const length of everyLength(document))
        for (const message of growing.show(document.slice(0, length)))
          expect(violations(message, LIMITS)).toEqual([]);
    }
  });
});

const word = fc.constantFrom(
  'alpha',
  '**beta gamma**',
  '`code()`',
  '*it*',
  '[link](https://e.org/a)',
  '2 * 3',
  '词',
  '~~no~~',
);
const sentence = fc.array(word, { minLength: 3, maxLength: 30 }).map((parts) => parts.join(' '));
const list = fc
  .array(sentence, { minLength: 1, maxLength: 12 })
  .chain((items) => fc.constantFrom('- ', '1. ').map((mark) => items.map((item) => mark + item).join('\n')));
const fence = fc
  .array(fc.constantFrom('let a = 1;', '', '  // **x**', '| a |', '- b'), { minLength: 1, maxLength: 40 })
  .map((lines) => ['```js', ...lines, 'end();', '```'].join('\n'));
const table = fc
  .array(fc.tuple(word, word), { minLength: 1, maxLength: 20 })
  .map((rows) => ['| a | b |', '|---|---|', ...rows.map(([one, two]) => `| ${one} | ${two} |`)].join('\n'));
const block = fc.oneof(
  { weight: 4, arbitrary: sentence },
  list,
  fence,
  table,
  sentence.map((text) => `> ${text}`),
  word.map((text) => `### ${text}`),
);
const answers = fc.array(block, { minLength: 1, maxLength: 24 }).map((blocks) => blocks.join('\n\n'));

describe('a long answer', () => {
  it('shows no raw mark at any length, keeps its cuts, and says all of it', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 37, max: 211 }), (answer, step) => {
        const lengths = Array.from(
          { length: Math.ceil(answer.length / step) },
          (_, index) => (index + 1) * step,
        );
        const finished = grow(answer, lengths);
        expect(words(joined(finished))).toBe(words(renderMarkdown(answer).text));
      }),
      { numRuns: 30 },
    );
  });

  it('is cut between blocks, where it was cut before', () => {
    const answer = Array.from({ length: 40 }, (_, index) => `Part ${index}: ${'word '.repeat(50)}`).join(
      '\n\n',
    );
    const growing = createGrowingText();
    const messages = growing.finish(answer, false);
    expect(messages.length).toBeGreaterThan(2);
    for (const { text } of messages) expect(text).toMatch(/^Part \d+: /);
    expect(growing.show(answer)).toEqual(messages);
    const [cut = 0] = [growing.cutBefore(1)];
    expect(answer.slice(cut)).toMatch(/^Part/);
    const early = answer.indexOf('Part 3');
    const again = createGrowingText({ cuts: [early] }).finish(answer, false);
    expect(again[1]?.text).toMatch(/^Part 3:/);
    // A cut of another text is none.
    expect(createGrowingText({ cuts: [early + 1] }).finish(answer, false)).toEqual(messages);
  });

  it('begins a block in the next message where it would hardly fit, and keeps headings with their text', () => {
    const full = `${'word '.repeat(590)}end.`;
    const growing = createGrowingText();
    expect(growing.show(`${full}\n\nMore`).map(({ text }) => text)).toEqual([full, 'More']);
    expect(growing.finish(`${full}\n\nMore.`, false)).toHaveLength(2);
    expect(createGrowingText().finish(`${full}\n\nMore.`, false)).toHaveLength(1);
    const headed = createGrowingText().show(`${full}\n\n### Title\n\nAs follows:\n\n- a`);
    expect(headed.map(({ text }) => text)).toEqual([full, 'Title\nAs follows:\n\n• a']);
  });

  it('goes on in pieces where one block is too long for a message', () => {
    const code = [
      '```js',
      ...Array.from({ length: 300 }, (_, index) => `line(${index}); // **x**`),
      '```',
    ].join('\n');
    const finished = grow(
      `Here:\n\n${code}\n\nThat is **all**.`,
      everyLength(code).filter((length) => length % 97 === 0),
    );
    expect(finished.length).toBeGreaterThan(1);
    expect(finished.at(-1)?.text).toMatch(/line\(299\); \/\/ \*\*x\*\*\n\nThat is all\.$/);
  });

  it('holds what stands before it in its first message', () => {
    const lead = {
      text: 'Thought',
      entities: [{ type: 'expandable_blockquote' as const, offset: 0, length: 7 }],
    };
    const growing = createGrowingText({ lead: () => lead });
    expect(growing.show('Hi **you')).toEqual([
      { text: 'Thought\n\nHi you', entities: [...lead.entities, { type: 'bold', offset: 12, length: 3 }] },
    ]);
    const long = growing.finish(`${'a '.repeat(1_745)}\n\nb`, false);
    expect(long.map(({ text }) => text.length <= 3_500)).toEqual([true, true]);
  });

  it('begins anew where what was shown was no part of the answer', () => {
    const growing = createGrowingText();
    growing.show('I think.\n\nSo.\n\nAnd');
    expect(growing.show('Hello **you').map(({ text }) => text)).toEqual(['Hello you']);
  });

  it('knows the addresses of its links when it is whole', () => {
    const answer = 'See [docs][d].\n\nMore.\n\n[d]: https://docs.example.org/';
    const growing = createGrowingText();
    growing.show(answer);
    expect(growing.finish(answer, false)).toEqual([renderMarkdown(answer)]);
    expect(createGrowingText().finish('[d]: https://e.org/', false)).toHaveLength(1);
    expect(createGrowingText().finish(' ', false)).toEqual([]);
  });
});
