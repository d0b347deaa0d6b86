import { expect, test } from 'vitest';
import { parseImport } from './parse-import.ts';

const response = (sender: string, message: unknown, ms = '1700000000000') => ({
  response: { sender, message, create_time: { $date: { $numberLong: ms } } },
});

test("Grok's export gives its conversations with their titles and times", () => {
  const grok = {
    projects: [],
    conversations: [
      {
        conversation: { id: 'c1', title: 'Bees' },
        responses: [
          response('human', 'Do bees sleep?'),
          response('ASSISTANT', '<think>hm</think>They do.', 'x'),
          response('human', ''),
        ],
      },
      { conversation: {}, responses: [response('human', 'Untitled')] },
    ],
  };
  const { conversations } = parseImport(JSON.stringify(grok));
  expect(conversations.map(({ title, originalId }) => [title, originalId])).toEqual([
    ['Bees', 'c1'],
    ['Untitled', ''],
  ]);
  expect([...(conversations[0]?.messages ?? [])]).toEqual([
    { role: 'user', content: 'Do bees sleep?', ts: 1_700_000_000_000 },
    { role: 'assistant', content: 'They do.', ts: 1_700_000_000_000 },
  ]);
});

test('an answer of Grok that is too large is said', () => {
  const huge = { conversation: {}, responses: [response('human', 'x'.repeat(3_000_000))] };
  expect(() => parseImport(JSON.stringify([huge]))).toThrow('import-message-too-large');
});
