import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReasoningFilter, withoutReasoning } from './hide-reasoning.ts';

const CASES: [string, string, string][] = [
  ['a block', '<think>\nThe user greets **me**.\n</think>\n\nHello!', 'Hello!'],
  ['a block without its beginning', 'The user greets me.\n</think>\n\nHello!', 'Hello!'],
  ['a block without its end', '<think>\nFor ever', ''],
  ['an empty block', '<think>\n\n</think>\n\nHello!', 'Hello!'],
  ['a second thought', 'One.\n<thinking>hm</thinking>\nTwo.', 'One.\n\nTwo.'],
  ['a tag within a thought', '<think>a <think> b</think>Hello!', 'Hello!'],
  ['a fence within a thought', '<think>\n```js\nx\n</think>\nHello!', 'Hello!'],
  ['other letters', '<Think>x</THINK>Hello!', 'Hello!'],
  ['Kimi', '◁think▷x◁/think▷Hello!', 'Hello!'],
  ['Magistral', '[THINK]x[/THINK]Hello!', 'Hello!'],
  [
    'gpt-oss',
    '<|channel|>analysis<|message|>x<|end|><|start|>assistant<|channel|>final<|message|>Hello!<|return|>',
    'Hello!',
  ],
  ['Reflection', '<reflection>x</reflection>Hello!', 'Hello!'],
  [
    'OpenThinker',
    '<|begin_of_thought|>x<|end_of_thought|>\n\n<|begin_of_solution|>Hello!<|end_of_solution|>',
    'Hello!',
  ],
  ['Gemma', '<|channel>thought\nx<channel|>Hello!', 'Hello!'],
];

const KEPT = [
  'Hello!',
  'Models write `<think>` before and `</think>` behind.',
  'The tag <think> begins it, and the tag </think> ends it, he said.',
  '```xml\n<think>\nx\n</think>\n```\nThat is it.',
  'if (a <b) and c[t',
];

describe('what a model thinks aloud is hidden', () => {
  test.each(CASES)('%s', (_, text, answer) => {
    expect(withoutReasoning(text)).toBe(answer);
  });

  test.each(CASES)('while it comes in, letter by letter: %s', (_, text, answer) => {
    const filter = createReasoningFilter();
    const shown = [...text].map((letter) => filter.push(letter));
    expect(filter.whole()).toBe(answer);
    if (text.startsWith('The user')) return;
    // Nothing of a thought or a tag was ever on the screen.
    for (const one of shown) expect(answer.startsWith(one.trimEnd()), one).toBe(true);
  });
});

describe('what only speaks of thoughts stays', () => {
  test.each(KEPT)('%s', (text) => {
    expect(withoutReasoning(text)).toBe(text);
    const filter = createReasoningFilter();
    for (const letter of text) filter.push(letter);
    expect(filter.whole()).toBe(text);
  });
});

test('however a text is cut, it comes to the same', () => {
  const piece = fc.constantFrom(
    '<think>',
    '</think>',
    'a',
    '\n',
    '```',
    '`',
    '<',
    ' ',
    '[THINK]',
    '[/THINK]',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(7), (pieces, step) => {
      const text = pieces.join('');
      const filter = createReasoningFilter();
      for (let at = 0; at < text.length; at += step + 1) filter.push(text.slice(at, at + step + 1));
      expect(filter.whole()).toBe(withoutReasoning(text));
    }),
  );
});

test('what is shown of a growing text is a beginning of what the whole comes to', () => {
  const piece = fc.constantFrom(
    ...[
      '<think>',
      '</think>',
      '\n',
      '`',
      '```\n',
      '<|start|>assistant',
      '<|end|>',
      '<|channel|>final<|message|>',
    ],
    // Longer than any tag: what is before it is read once only.
    'x'.repeat(250),
    ' '.repeat(150),
    'a ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const filter = createReasoningFilter();
      let text = '';
      for (const one of pieces) {
        text += one;
        const shown = filter.push(one);
        const whole = withoutReasoning(text);
        expect(whole.startsWith(shown)).toBe(true);
        expect(whole.length - shown.length).toBeLessThan(100);
      }
    }),
  );
});

/** Milliseconds of processor time; work that grows with the square of the length takes minutes. */
const BUDGET_MS = 3_000;

test.each([
  ...[
    '</think> x',
    'x `</think> ',
    '<think>',
    '<think>a</think>\n',
    '\n</think>x\n',
    '<|end|> ',
    '```\n',
    '`',
  ],
  ...['<|start|>assistant', '<|channel|>', '[think', '<', '◁', ' \t', 'x<think>y</think> '],
])('as long an answer as there may be comes in within the budget: %j', (piece) => {
  const before = process.cpuUsage();
  const filter = createReasoningFilter();
  for (let length = 0; length < 32_768; length += piece.length) filter.push(piece);
  filter.whole();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(BUDGET_MS);
});
