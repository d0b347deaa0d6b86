import { expect, test } from 'vitest';
import { StewardError } from '../../error.ts';
import { bodyText } from '../../testing/memory-bodies.ts';
import { createMemoryStores, type MemoryStores } from '../../testing/memory-stores.ts';
import { restoreSession } from '../restore-session.ts';
import { type ImportInput, importConversations } from './import-conversations.ts';
import type { ImportedConversation } from './imported-conversation.ts';

const input: ImportInput = {
  owner: 1001,
  chatId: 1001,
  createdBy: 1001,
  updateId: 5000,
  atMs: 1_700_000_000_000,
  modelFor: ({ modelName = 'qwen3.5:2b' }) => modelName,
};

const conversation = (title: string, changes: Partial<ImportedConversation> = {}): ImportedConversation => ({
  originalId: title,
  title,
  messages: [
    { role: 'user', content: `Question of ${title}`, ts: 1_600_000_000_000, extra: '{"mood":"calm"}' },
    { role: 'assistant', content: 'Answer' },
  ],
  messageCount: 2,
  importedFrom: '{}',
  ...changes,
});

const at = (title: string, lastMessageAtMs: number) => conversation(title, { lastMessageAtMs });
const three = [at('New', 1_600_000_000_003), at('Middle', 1_600_000_000_002), at('Old', 1_600_000_000_001)];

const archiveOf = async (stores: MemoryStores, sessionId = '') =>
  JSON.parse(await bodyText(await stores.archives.read(1001, sessionId)));

const messagesIn = (stores: MemoryStores) =>
  stores.dump().items.filter(({ sk }) => sk.startsWith('MESSAGE#'));

test('conversations go into the archive of the importer, the most recent first and last numbered; none is active', async () => {
  const stores = createMemoryStores();
  await stores.profiles.takeNumbers(1001, 4);
  const imported = await importConversations(stores, three, input);
  expect(imported.map(({ session: { number, title }, isNew }) => [number, title, isNew])).toEqual([
    [7, 'New', true],
    [6, 'Middle', true],
    [5, 'Old', true],
  ]);
  const [newest] = imported;
  expect(newest?.session).toMatchObject({
    owner: 1001,
    createdBy: 1001,
    messageCount: 2,
    archivePath: `archives/1001/${newest?.session.sessionId}.json`,
  });
  expect(await stores.sessions.list(1001)).toEqual(imported.map(({ session }) => session).reverse());
  expect(messagesIn(stores)).toEqual([]);
  expect((await stores.profiles.get(1001))?.active).toBeUndefined();
});

test('those without a time keep the order of the file', async () => {
  const many = Array.from({ length: 20 }, (_, index) => conversation(`Chat ${index}`));
  const imported = await importConversations(createMemoryStores(), many, input);
  expect(imported.map(({ session: { number, title } }) => [number, title])).toEqual(
    many.map(({ title }, index) => [index + 1, title]),
  );
});

test('the archive holds all that was said, with times, unknown fields and the header it came with', async () => {
  const stores = createMemoryStores();
  const [imported] = await importConversations(
    stores,
    [conversation('Baking', { importedFrom: '{"a":1}' })],
    input,
  );
  expect(await archiveOf(stores, imported?.session.sessionId)).toMatchObject({
    user_id: 1001,
    number: 1,
    title: 'Baking',
    conversation: [
      { role: 'user', content: 'Question of Baking', ts: 1_600_000_000_000, mood: 'calm' },
      { role: 'assistant', content: 'Answer', ts: input.atMs },
    ],
    imported_from: { a: 1 },
  });
  if (!imported) return expect.fail('nothing imported');
  const live = await restoreSession(stores, imported.session, { atMs: input.atMs + 1, updateId: 5001 });
  expect(live).toMatchObject({ number: 1, archivePath: '', messageCount: 2 });
  expect(await stores.sessions.importedFrom(live)).toBe('{"a":1}');
  expect(messagesIn(stores)).toHaveLength(2);
});

test('instructions are kept, and no conversation was used last in the future', async () => {
  const conversations = [
    at('Future', input.atMs + 1),
    conversation('Brief', { systemPrompt: 'Be brief', modelName: 'gone:7b' }),
  ];
  const imported = await importConversations(createMemoryStores(), conversations, input);
  expect(imported.map(({ session }) => session)).toMatchObject([
    { title: 'Future', lastMessageAtMs: input.atMs, bornWith: 'qwen3.5:2b' },
    { systemPrompt: 'Be brief', lastMessageAtMs: input.atMs, modelName: 'gone:7b' },
  ]);
});

test('what is there already is recognised, live or archived, and not doubled', async () => {
  const stores = createMemoryStores();
  const [first] = await importConversations(stores, three, input);
  if (!first) return expect.fail('nothing imported');
  await restoreSession(stores, first.session, { atMs: input.atMs + 1, updateId: 5001 });
  const later = { ...input, updateId: 5002, atMs: input.atMs + 2, modelFor: () => 'gemma' };
  const again = await importConversations(stores, [...three, conversation('More')], later);
  expect(again.map(({ session: { number, title }, isNew }) => [number, title, isNew])).toEqual([
    [4, 'More', true],
    [3, 'New', false],
    [2, 'Middle', false],
    [1, 'Old', false],
  ]);
  expect(again[1]?.session.archivePath).toBe('');
  expect(await stores.sessions.list(1001)).toHaveLength(4);
});

test('it is the same when owner, original id and all that was said are', async () => {
  const stores = createMemoryStores();
  const same = [conversation('A'), conversation('A', { title: 'Renamed', lastMessageAtMs: 5 })];
  expect(await importConversations(stores, same, input)).toHaveLength(1);
  const [message] = conversation('A').messages;
  const others = [
    conversation('A', { originalId: 'B' }),
    conversation('A', { messages: message ? [message] : [] }),
  ];
  expect(await importConversations(stores, others, input)).toHaveLength(2);
  const [elsewhere] = await importConversations(stores, [conversation('A')], { ...input, owner: -5 });
  expect(elsewhere?.isNew).toBe(true);
  expect(elsewhere?.session.sessionId).toMatch(/^i[0-9a-f]{32}$/);
  expect(await stores.sessions.list(1001)).toHaveLength(3);
});

test('after a crash at any step the same update completes the import', async () => {
  const whole = await importConversations(createMemoryStores(), three, input);
  const ids = whole.map(({ session }) => session.sessionId);
  for (let writes = 0; writes < 10; writes += 1) {
    const stores = createMemoryStores();
    stores.failAfterWrites(writes);
    await expect(importConversations(stores, three, input)).rejects.toThrow();
    stores.failAfterWrites(undefined);
    for (const { sessionId } of await stores.sessions.list(1001))
      expect((await archiveOf(stores, sessionId)).conversation).toHaveLength(2);
    const again = await importConversations(stores, three, input);
    expect(again.map(({ session }) => session.sessionId)).toEqual(ids);
    expect(again.every(({ isNew }) => isNew)).toBe(true);
    expect(new Set(again.map(({ session }) => session.number)).size).toBe(3);
    expect(await stores.sessions.list(1001)).toHaveLength(3);
  }
});

test('nothing to import changes nothing', async () => {
  const stores = createMemoryStores();
  expect(await importConversations(stores, [], input)).toEqual([]);
  expect(stores.dump().items).toEqual([]);
});

test('an import that was exported is recognised as long as it begins with all of it', async () => {
  const stores = createMemoryStores();
  const [imported] = await importConversations(stores, [conversation('A')], input);
  const exportedFrom = imported?.session.sessionId ?? expect.fail('nothing imported');
  const later = { ...input, updateId: 5002, atMs: input.atMs + 2 };
  const again = async (messages: ImportedConversation['messages']) => {
    const own = conversation('A', { originalId: exportedFrom, exportedFrom, messages });
    const [found] = await importConversations(stores, [own], later);
    return found?.isNew;
  };
  const said = [...conversation('A').messages];
  expect(await again(said)).toBe(false);
  expect(await again(said.slice(0, 1))).toBe(false);
  expect(await again([...said, { role: 'user', content: 'More' }])).toBe(true);
  expect(await again([{ role: 'user', content: 'Other' }])).toBe(true);
  if (imported) await restoreSession(stores, imported.session, { atMs: input.atMs + 1, updateId: 5001 });
  expect(await again(said)).toBe(false);
  const [archived] = await importConversations(stores, [conversation('B')], later);
  const gone = archived?.session.sessionId ?? expect.fail('nothing imported');
  await stores.archives.remove(1001, gone);
  const lost = conversation('B', { exportedFrom: gone, originalId: gone });
  expect((await importConversations(stores, [lost], later))[0]?.isNew).toBe(true);
});

test('an export waits for a store that is away', async () => {
  const stores = createMemoryStores();
  const [imported] = await importConversations(stores, [conversation('A')], input);
  const exportedFrom = imported?.session.sessionId ?? expect.fail('nothing imported');
  stores.archives.read = () =>
    Promise.reject(new StewardError('storage-unavailable', 'away', { retryable: true }));
  const own = conversation('A', { originalId: exportedFrom, exportedFrom });
  await expect(importConversations(stores, [own], input)).rejects.toThrow('away');
});
