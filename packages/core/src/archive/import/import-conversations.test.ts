import { expect, test } from 'vitest';
import type { Message } from '../../session/message.ts';
import { createMemoryStores } from '../../testing/memory-stores.ts';
import { type ImportInput, importConversations } from './import-conversations.ts';
import type { ImportedConversation } from './imported-conversation.ts';

const input: ImportInput = {
  owner: 1001,
  chatId: 1001,
  createdBy: 1001,
  updateId: 5000,
  atMs: 1_700_000_000_000,
  modelFor: (imported = 'qwen3.5:2b') => (imported === 'gemma:latest' ? 'gemma' : imported),
};

const conversation = (title: string, changes: Partial<ImportedConversation> = {}): ImportedConversation => ({
  title,
  messages: [
    { role: 'user', content: `Question of ${title}`, ts: 1_600_000_000_000, extra: '{"mood":"calm"}' },
    { role: 'assistant', content: 'Answer' },
  ],
  messageCount: 2,
  importedFrom: '{}',
  ...changes,
});

const many = Array.from({ length: 20 }, (_, index) => conversation(`Chat ${index}`));

test('conversations become sessions of the importer, numbered in order, the last one active', async () => {
  const stores = createMemoryStores();
  await stores.profiles.takeNumbers(1001, 4);
  const sessions = await importConversations(stores, many, input);
  expect(sessions.map(({ number, title }) => ({ number, title }))).toEqual(
    many.map(({ title }, index) => ({ number: 5 + index, title })),
  );
  expect(sessions[0]).toMatchObject({ owner: 1001, createdBy: 1001, messageCount: 2 });
  expect(await stores.sessions.list(1001)).toEqual(sessions);
  expect((await stores.profiles.get(1001))?.active?.sessionId).toBe(sessions.at(-1)?.sessionId);
});

test('messages keep their order, times and unknown fields; without a time they have that of the import', async () => {
  const stores = createMemoryStores();
  const [session] = await importConversations(stores, [conversation('Baking')], input);
  const messages: Message[] = [];
  for await (const message of stores.messages.oldestFirst(1001, session?.sessionId ?? ''))
    messages.push(message);
  expect(messages).toEqual([
    {
      key: '1700000000000#000000005000#000000',
      role: 'user',
      content: 'Question of Baking',
      ts: 1_600_000_000_000,
      telegramMessageIds: [],
      extra: '{"mood":"calm"}',
    },
    {
      key: '1700000000000#000000005000#000001',
      role: 'assistant',
      content: 'Answer',
      ts: input.atMs,
      telegramMessageIds: [],
    },
  ]);
});

test('the header a conversation came with is kept beside its session', async () => {
  const stores = createMemoryStores();
  const headers = ['{"mood":"calm"}', '{"mood":"merry"}'];
  const conversations = headers.map((importedFrom) => conversation('Chat', { importedFrom }));
  const sessions = await importConversations(stores, conversations, input);
  const kept = await Promise.all(sessions.map((session) => stores.sessions.importedFrom(session)));
  expect(kept).toEqual(headers);
});

test('a model is kept, written as it is offered; without one the default is taken', async () => {
  const named = (modelName: string) => conversation('Chat', { modelName });
  const conversations = [named('gemma:latest'), named('gone:7b'), conversation('Chat')];
  const sessions = await importConversations(createMemoryStores(), conversations, input);
  expect(sessions.map(({ modelName, bornWith }) => [modelName, bornWith])).toEqual([
    ['gemma', 'gemma'],
    ['gone:7b', 'gone:7b'],
    ['qwen3.5:2b', 'qwen3.5:2b'],
  ]);
});

test('instructions are kept, and no conversation was used last in the future', async () => {
  const messages = [{ role: 'user' as const, content: 'Hi', ts: input.atMs + 1 }];
  const conversations = [
    conversation('Chat', { systemPrompt: 'Be brief', messages, lastMessageAtMs: input.atMs + 1 }),
    conversation('None', { messages: [], messageCount: 0 }),
  ];
  const sessions = await importConversations(createMemoryStores(), conversations, input);
  expect(sessions[0]).toMatchObject({ systemPrompt: 'Be brief', lastMessageAtMs: input.atMs });
  expect(sessions[1]).toMatchObject({ messageCount: 0, lastMessageAtMs: input.atMs });
});

test('the same update imported again is the same import, also after a crash at any step', async () => {
  const three = many.slice(0, 3);
  const whole = createMemoryStores();
  const sessions = await importConversations(whole, three, input);
  expect(await importConversations(whole, three, { ...input, modelFor: () => 'gemma' })).toEqual(sessions);
  expect((await whole.profiles.get(1001))?.nextNumber).toBe(4);

  for (let writes = 0; writes < 14; writes += 1) {
    const stores = createMemoryStores();
    stores.failAfterWrites(writes);
    await expect(importConversations(stores, three, input)).rejects.toThrow();
    stores.failAfterWrites(undefined);
    for (const listed of await stores.sessions.list(1001))
      expect(await stores.sessions.importedFrom(listed)).toBe('{}');
    const again = await importConversations(stores, three, input);
    expect(again.map(({ sessionId }) => sessionId)).toEqual(sessions.map(({ sessionId }) => sessionId));
    expect(new Set(again.map(({ number }) => number)).size).toBe(3);
    const stored = await stores.sessions.list(1001);
    expect(stored).toHaveLength(3);
    for (const session of stored) expect(await stores.sessions.importedFrom(session)).toBe('{}');
    expect(stores.dump().items.filter(({ sk }) => sk.startsWith('MESSAGE#'))).toHaveLength(6);
  }
});

test('nothing to import changes nothing', async () => {
  const stores = createMemoryStores();
  expect(await importConversations(stores, [], input)).toEqual([]);
  expect(stores.dump().items).toEqual([]);
});
