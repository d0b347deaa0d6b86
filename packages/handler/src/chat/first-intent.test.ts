import { expect, test } from 'vitest';
import { textMessage } from '../../test/bench.ts';
import { readIncoming } from '../telegram/incoming.ts';
import { firstIntent } from './first-intent.ts';

const intentOfMessage = (more: object) => {
  const incoming = readIncoming({ update_id: 1, message: textMessage('Why?', 5, more) });
  return incoming && firstIntent(incoming);
};

test('a question is going to be shown as a growing message', () => {
  expect(intentOfMessage({})).toEqual({ 'try.answer': 1 });
});

test.each([
  ['a command', { text: '/help' }],
  ['a part of a paste, which waits', { text: 'x'.repeat(4_096) }],
  ['a file', { text: undefined, document: { file_id: 'f' } }],
])('%s begins with no known send', (_, more) => {
  expect(intentOfMessage(more)).toEqual({});
});
