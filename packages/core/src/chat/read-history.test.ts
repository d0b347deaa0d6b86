import { expect, test } from 'vitest';
import type { Message } from '../session/message.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { sampleMessage, sampleSession } from '../testing/samples.ts';
import { readHistory } from './read-history.ts';

const all = Array.from({ length: 6 }, (_, n) => sampleMessage(n));
const keyOf = (n: number): string => (all[n] as Message).key;

test.each([
  ['nothing was dropped', undefined, 5, 6],
  ['the context begins in the middle', 2, 5, 4],
  ['the context begins with the question', 3, 3, 3],
  ['the question lies before the context', 4, 3, 6],
])('where %s, so much is read', async (_, contextStart, question, count) => {
  const { messages } = createMemoryStores();
  const session = sampleSession(contextStart === undefined ? {} : { contextStart: keyOf(contextStart) });
  await messages.putMany(session.owner, session.sessionId, all);
  const read: Message[] = [];
  for await (const message of readHistory(messages, session, keyOf(question))) read.push(message);
  expect(read).toEqual(all.slice(-count).reverse());
});
