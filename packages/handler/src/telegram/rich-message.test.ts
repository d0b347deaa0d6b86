import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIncoming } from './incoming.ts';
import { textOfRich } from './rich-message.ts';

const paragraph = (text: unknown) => ({ type: 'paragraph', text });

test.each<[string, unknown[], string]>([
  [
    'headings and styles',
    [
      { type: 'heading', size: 2, text: 'Plan' },
      paragraph(['What of ', { type: 'bold', text: 'this' }, '?']),
    ],
    '## Plan\n\nWhat of this?',
  ],
  ['addresses', [paragraph([{ type: 'url', text: 'here', url: 'https://e.org' }])], 'here (https://e.org)'],
  ['code', [{ type: 'pre', language: 'ts', text: 'a < b' }], '```ts\na < b\n```'],
  [
    'lists',
    [
      {
        type: 'list',
        items: [
          { label: '1.', blocks: [paragraph('one'), paragraph('more')] },
          { blocks: [paragraph('two')] },
        ],
      },
    ],
    '1. one\n\n  more\n- two',
  ],
  [
    'tables',
    [
      {
        type: 'table',
        cells: [
          [{ text: 'a' }, { text: ['b', { text: 'c' }] }],
          [{}, { text: 'd' }],
        ],
      },
    ],
    '| a | bc |\n|  | d |',
  ],
  ['quotes', [{ type: 'blockquote', blocks: [paragraph('said')] }], '> said'],
  ['details', [{ type: 'details', summary: 'More', blocks: [paragraph('inside')] }], 'More\n\ninside'],
  ['formulas', [{ type: 'mathematical_expression', expression: 'x^2' }], 'x^2'],
  ['a block nobody knows', [{ type: 'hologram', text: 'shiny' }], 'shiny'],
  ['a line', [paragraph('a'), { type: 'divider' }, paragraph('b')], 'a\n\n---\n\nb'],
  ['nothing', [{ type: 'photo' }], ''],
])('%s are read as text', (_, blocks, text) => {
  expect(textOfRich({ blocks })).toBe(text);
});

test('it is a message of text, and one without text is of a kind we cannot read', () => {
  const incoming = (rich_message: unknown) =>
    readIncoming({
      update_id: 1,
      message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, from: { id: 5 }, rich_message },
    });
  expect(incoming({ blocks: [paragraph('Hi')] })).toMatchObject({ message: { text: 'Hi' } });
  expect(incoming({ blocks: [] })).toMatchObject({ message: { content: 'unknown' } });
});

test('whatever it holds, reading it ends with a text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 60 }), (blocks) => typeof textOfRich({ blocks }) === 'string'),
  );
  let deep: unknown = paragraph('deep');
  for (let depth = 0; depth < 20_000; depth += 1) deep = { type: 'blockquote', blocks: [deep] };
  expect(textOfRich({ blocks: [deep] }).length).toBeLessThan(1000);
});
