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
  ['a thought in mid-line', 'Sure: <think>they ask</think>it is 4.', 'Sure: it is 4.'],
  ['a thought within a sentence', 'It is <think>hm</think>4.', 'It is 4.'],
  ['a thought within a sentence, with spaces', 'It is <think> hm </think> 4.', 'It is  4.'],
  ['a thought in mid-line without its end', 'Sure. <think>they ask for', 'Sure. '],
  ['thoughts within a thought', '<think>a<think>b</think>c</think>Hello!', 'Hello!'],
  ['thoughts that lie deep', '<think>a<think>b<think>c</think>d</think>e</think>Hello!', 'Hello!'],
  ['a thought behind others', '<think>a<think>b</think>c<think>d</think>e</think>Hello!', 'Hello!'],
  ['a thought that begins twice', '<think>\n<think>\na</think>\nHello!', 'Hello!'],
  ['a thought about the tags', '<think>of the </think> tag</think>Hello!', 'Hello!'],
  ['backticks in a thought', '<think>a ` b</think>Hello! <think>c</think>Bye!', 'Hello! Bye!'],
  [
    'a fence of a fence',
    '````md\n```\n<think>\n````\n<think>x</think>Hello!',
    '````md\n```\n<think>\n````\nHello!',
  ],
  ['a tag with a space', '<think >x</think >Hello!', 'Hello!'],
  ['a scratchpad', '<scratchpad>x</scratchpad>Hello!', 'Hello!'],
  ['bars and a slash', '<|thinking|>x<|/thinking|>Hello!', 'Hello!'],
  ['Command A', '<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Hello!<|END_RESPONSE|>', 'Hello!'],
  ['an answer in a tag', '<think>x</think>\n<answer>Hello!</answer>', 'Hello!'],
  ['a text that goes on behind its end', 'Hello!<|endoftext|>Human: And now?', 'Hello!'],
  ['Qwen', 'Hello!<|im_end|>', 'Hello!'],
  ['Llama', '<|start_header_id|>assistant<|end_header_id|>\n\nHello!<|eot_id|>', 'Hello!'],
  ['GPT-2', 'Hello!<|endoftext|>', 'Hello!'],
  ['Gemma 2', 'Hello!<end_of_turn>\n', 'Hello!\n'],
  ['Phi', 'Hello!<|end|>', 'Hello!'],
  ['Mistral', 'Hello! <s>old</s> new</s>', 'Hello! <s>old</s> new</s>'],
  ['Mistral 2', 'Hello!</s>', 'Hello!'],
  ['DeepSeek', 'Hello!<｜end▁of▁sentence｜>', 'Hello!'],
  ['Command R', 'Hello!<|END_OF_TURN_TOKEN|>', 'Hello!'],
  ['a model that runs on', 'Hello!<|im_end|>\n<|im_start|>user\nAnd now?<|im_end|>', 'Hello!\n'],
  ['a model that only runs on', '<|im_start|>user\nHello!', 'Hello!'],
  ['its own turn in the middle', '<|im_start|>assistant\nHello!', 'Hello!'],
];

const KEPT = [
  'Hello!',
  'Models write `<think>` before and `</think>` behind.',
  'The tag <think> begins it, and the tag </think> ends it, he said.',
  '```xml\n<think>\nx\n</think>\n```\nThat is it.',
  'if (a <b) and c[t',
  'Put <think> before your thoughts.',
  'End them with “</think>” then.',
  'Wrap it in <think> and </think>.',
  'Das <think>-Tag beginnt, put </think> behind.',
  'The token <|im_end|> ends it; `<|eot_id|>` does, too.',
  'a ` alone, then `<think>` in code',
  '```\nx <think>\n<|im_end|>\n```',
  '~~~\n```\n<think>\n~~~',
  'Old is <s>struck</s>',
  'if a <|b|> c',
  'In a tag: <answer>42</answer>',
  'The token <|endoftext|> ends it.',
];

describe('what a model thinks aloud is hidden', () => {
  test.each(CASES)('%s', (_, text, answer) => {
    expect(withoutReasoning(text)).toBe(answer);
  });

  test.each(CASES)('while it comes in, letter by letter: %s', (_, text, answer) => {
    const filter = createReasoningFilter();
    const shown = [...text].map((letter) => filter.push(letter));
    expect(filter.whole()).toBe(answer);
    // Nobody knows what is a thought before its end tells.
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
    ...['<|im_end|>', '<|im_start|>user', '.', '</s>'],
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

const NESTED = /<think>(?:(?!<\/think>)[\s\S])*<think>|\S <think> /;

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
      '<|im_end|>',
      '<|im_start|>user',
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
        filter.push(one);
        // Space at the beginning is nothing that anybody sees.
        const [shown, whole] = [filter.shown(), withoutReasoning(text)].map((said) => said.trimStart()) as [
          string,
          string,
        ];
        expect(whole.startsWith(shown)).toBe(true);
        // The end of a thought within another is known when the outer one ends, or never does.
        if (!NESTED.test(text)) expect(whole.length - shown.length).toBeLessThan(100);
      }
    }),
  );
});

/** Milliseconds of processor time; work that grows with the square of the length takes minutes. */
const BUDGET_MS = 1_500;

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
    '</s>',
    '<|im_end|>',
    '<|im_start|>user ',
    'a <think> ',
  ],
  ...['<|start|>assistant', '<|channel|>', '[think', '<', '◁', '中', ' \t', 'x<think>y</think> '],
])('as long an answer as there may be comes in within the budget: %j', (piece) => {
  const before = process.cpuUsage();
  const filter = createReasoningFilter();
  for (let length = 0; length < 100_000; length += piece.length) filter.push(piece);
  filter.whole();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(BUDGET_MS);
});
