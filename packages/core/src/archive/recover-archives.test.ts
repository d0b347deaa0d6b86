import { describe, expect, test } from 'vitest';
import { createSession } from '../session/create-session.ts';
import {
  bodyText,
  createMemoryStores,
  SAMPLE_MS,
  sampleMessage,
  sampleSession,
  textBody,
} from '../testing/index.ts';
import { archiveSession } from './archive-session.ts';
import { recoverArchives } from './recover-archives.ts';

const clock = { now: () => SAMPLE_MS, sleep: async () => {} };
const OWNER = 1001;

/** The archives of these sessions, in a store whose table was lost. */
const lost = async (...numbers: number[]) => {
  const before = { ...createMemoryStores(), clock };
  const after = createMemoryStores();
  for (const number of numbers) {
    const session = sampleSession({
      owner: OWNER,
      sessionId: `s-${number}`,
      number,
      systemPrompt: 'Be brief',
      files: [`u${number}`],
    });
    await before.sessions.create(session, '{"session_id":"old"}');
    await before.messages.put(OWNER, session.sessionId, sampleMessage(number));
    await archiveSession(before, session);
    const body = await bodyText(await before.archives.read(OWNER, session.sessionId));
    await after.archives.write(OWNER, session.sessionId, textBody(body));
  }
  return { before, after };
};

const newNumber = async (stores: ReturnType<typeof createMemoryStores>) =>
  (
    await createSession(stores, {
      owner: OWNER,
      chatId: OWNER,
      createdBy: OWNER,
      updateId: 900,
      nowMs: SAMPLE_MS,
      modelName: 'm:1b',
    })
  ).number;

describe('archives that the table does not know any more', () => {
  test('are listed as they were, once, and no new conversation gets their numbers', async () => {
    const { before, after } = await lost(2, 7);
    expect(await recoverArchives(after, OWNER)).toEqual({ recovered: 2, damaged: [] });
    expect(await recoverArchives(after, OWNER)).toEqual({ recovered: 0, damaged: [] });
    const were = await before.sessions.list(OWNER);
    expect(await after.sessions.list(OWNER)).toEqual(
      were.map((session) => ({
        ...session,
        createdAtMs: session.lastMessageAtMs,
        createdBy: OWNER,
        chatId: OWNER,
      })),
    );
    const [session] = were;
    expect(session && (await after.sessions.importedFrom(session))).toBe('{"session_id":"old"}');
    expect(await newNumber(after)).toBe(8);
  });

  test('leave a counter that stands above them, and a number that another conversation got meanwhile', async () => {
    const { after } = await lost(1);
    expect(await newNumber(after)).toBe(1);
    await after.profiles.takeNumbers(OWNER, 8);
    await recoverArchives(after, OWNER);
    expect(
      (await after.sessions.list(OWNER)).map(({ sessionId, number }) => [sessionId === 's-1', number]),
    ).toEqual([
      [false, 1],
      [true, 10],
    ]);
    expect(await after.profiles.takeNumbers(OWNER, 1)).toBe(11);
  });

  test('are named where they cannot be read, and a store in trouble is no damage', async () => {
    const { after } = await lost(1, 2);
    const body = await bodyText(await after.archives.read(OWNER, 's-2'));
    await after.archives.write(OWNER, 's-2', textBody(body.replace('Message', 'Massage')));
    expect(await recoverArchives(after, OWNER)).toEqual({
      recovered: 1,
      damaged: ['archives/1001/s-2.json'],
    });
    const failing = { ...after.archives, read: () => Promise.reject(new Error('away')) };
    await expect(recoverArchives({ ...after, archives: failing }, OWNER)).rejects.toThrow('away');
  });

  test.each([
    [
      '{"conversation":[]}',
      { title: 'New chat', modelName: 'unknown', bornWith: 'unknown', lastMessageAtMs: 0, number: 1 },
    ],
    ['{"conversation":[],"model_name":"m:1b"}', { modelName: 'm:1b', bornWith: 'm:1b' }],
    [
      '{"conversation":[],"original_sk":"MODEL#o:2b#SESSION#s-9","number":-4}',
      { modelName: 'o:2b', bornWith: 'o:2b', number: 1 },
    ],
  ])('of another writer are listed by what they say: %s', async (body, expected) => {
    const stores = createMemoryStores();
    await stores.archives.write(OWNER, 's-9', textBody(body));
    await recoverArchives(stores, OWNER);
    expect(await stores.sessions.list(OWNER)).toMatchObject([expected]);
  });
});

test('a new conversation is counted above all there are, also where the counter was lost', async () => {
  const stores = createMemoryStores();
  await stores.sessions.create(sampleSession({ owner: OWNER, sessionId: 's-5', number: 5 }));
  expect(await newNumber(stores)).toBe(6);
  expect(await stores.profiles.takeNumbers(OWNER, 1)).toBe(7);
});
