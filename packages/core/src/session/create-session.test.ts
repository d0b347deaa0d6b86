import { expect, test } from 'vitest';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { createSession, type NewSession } from './create-session.ts';
import { findByNumber } from './find-session.ts';
import { sessionIdOf } from './session-id.ts';

const input: NewSession = {
  owner: 1001,
  chatId: 1001,
  createdBy: 1001,
  updateId: 5000,
  nowMs: 1_700_000_000_000,
  modelName: 'qwen3.5:2b',
};

test('a new session has the next number, the default title, and is the active one', async () => {
  const stores = createMemoryStores();
  const session = await createSession(stores, input);
  expect(session).toMatchObject({ number: 1, title: 'New chat', bornWith: 'qwen3.5:2b', messageCount: 0 });
  expect(session).not.toHaveProperty('systemPrompt');
  const profile = await stores.profiles.get(1001);
  expect(profile?.active).toEqual({ sessionId: session.sessionId, bornWith: 'qwen3.5:2b' });
  expect((await createSession(stores, { ...input, updateId: 5001 })).number).toBe(2);
});

test('title, instructions and number can be given', async () => {
  const given = { title: 'Baking', systemPrompt: 'Be brief', number: 9 };
  const stores = createMemoryStores();
  expect(await createSession(stores, { ...input, ...given })).toMatchObject(given);
});

test('an update that is delivered again makes the same session and takes no further number', async () => {
  const stores = createMemoryStores();
  const session = await createSession(stores, input);
  const again = await createSession(stores, { ...input, modelName: 'gemma4:e4b', nowMs: input.nowMs + 1 });
  expect(again).toEqual(session);
  expect((await stores.profiles.get(1001))?.nextNumber).toBe(2);
});

test('a conversation is found by its number, of its owner only', async () => {
  const stores = createMemoryStores();
  const session = await createSession(stores, input);
  expect(await findByNumber(stores.sessions, 1001, 1)).toEqual(session);
  expect(await findByNumber(stores.sessions, 1001, 2)).toBeUndefined();
  expect(await findByNumber(stores.sessions, 1002, 1)).toBeUndefined();
});

test('session ids differ by owner and update, and are safe in keys and paths', () => {
  const ids = [sessionIdOf(1, 2), sessionIdOf(12, 3), sessionIdOf(1, 23), sessionIdOf(-1, 2)];
  expect(new Set(ids).size).toBe(ids.length);
  expect(sessionIdOf(1001, 5000)).toBe('srt-3uw');
  expect(sessionIdOf(-1_001_234_567_890, 999_999_999)).toMatch(/^s[a-z0-9-]{1,40}$/);
});
