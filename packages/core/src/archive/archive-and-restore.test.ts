import { describe, expect, test } from 'vitest';
import { makeActive } from '../session/create-session.ts';
import type { Message } from '../session/message.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { bodyText, textBody } from '../testing/memory-bodies.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { sampleAttachments, sampleMessage, sampleSession } from '../testing/samples.ts';
import { archiveSession } from './archive-session.ts';
import { restoreSession } from './restore-session.ts';

const session = sampleSession({ number: 3, messageCount: 3, contextStart: sampleMessage(0).key });
const { owner, sessionId } = session;
const said = [
  sampleMessage(0, { speaker: 'Bob', attachments: sampleAttachments() }),
  sampleMessage(1, { extra: '{"mood":"calm"}' }),
  sampleMessage(2),
];
/** Of the import the session came from. */
const header = '{"session_id":"old"}';
const restore = { atMs: 1_700_000_100_000, updateId: 900 };

const setUp = async () => {
  const stores = createMemoryStores();
  await stores.sessions.create(session, header);
  await stores.messages.putMany(owner, sessionId, said);
  await makeActive(stores.profiles, session, 5);
  return { ...stores, clock: createFakeClock() };
};

type Deps = Awaited<ReturnType<typeof setUp>>;

const messagesOf = async ({ messages }: Deps): Promise<Message[]> => {
  const found: Message[] = [];
  for await (const message of messages.oldestFirst(owner, sessionId)) found.push(message);
  return found;
};

/** What a conversation says, apart from where it lies. */
const told = (messages: Message[]) =>
  messages.map(({ key: _key, telegramMessageIds: _ids, ...said }) => said);

/** Runs a step again and again, each time letting one more write through, until it completes; checks after each crash. */
const crashEverywhere = async (
  make: () => Promise<Deps>,
  step: (deps: Deps) => Promise<unknown>,
  check: (deps: Deps) => Promise<void>,
): Promise<number> => {
  for (let writes = 0; ; writes += 1) {
    const deps = await make();
    deps.failAfterWrites(writes);
    const crashed = await step(deps).then(
      () => false,
      () => true,
    );
    deps.failAfterWrites(undefined);
    if (crashed) await step(deps);
    await check(deps);
    if (!crashed) return writes;
  }
};

const isArchivedWhole = async (deps: Deps) => {
  const stored = await deps.sessions.get(session);
  expect(stored).toMatchObject({ number: 3, messageCount: 3, archivePath: `archives/${owner}/s-1.json` });
  expect(await messagesOf(deps)).toEqual([]);
  const archive = JSON.parse(await bodyText(await deps.archives.read(owner, sessionId)));
  expect(archive.conversation.map(({ content }: Message) => content)).toEqual(
    said.map(({ content }) => content),
  );
  expect(archive.imported_from).toEqual(JSON.parse(header));
  expect(await deps.profiles.get(owner)).not.toHaveProperty('active');
};

const isLiveWhole = async (deps: Deps) => {
  const stored = await deps.sessions.get(session);
  expect(stored).toMatchObject({ number: 3, messageCount: 3, archivePath: '' });
  expect(told(await messagesOf(deps))).toEqual(told(said));
  expect(deps.dump().archives).toEqual({});
  expect(await deps.sessions.importedFrom(session)).toBe(header);
  expect((await deps.profiles.get(owner))?.active?.sessionId).toBe(sessionId);
};

const setUpArchived = async () => {
  const deps = await setUp();
  await archiveSession(deps, session);
  return deps;
};

describe('archiving', () => {
  test('moves the messages into the archive; number and item stay', async () => {
    const deps = await setUp();
    const archived = await archiveSession(deps, session);
    expect(archived.archivePath).toBe(`archives/${owner}/s-1.json`);
    await isArchivedWhole(deps);
  });

  test('completes after a crash at any step', async () => {
    expect(await crashEverywhere(setUp, (deps) => archiveSession(deps, session), isArchivedWhole)).toBe(6);
  });

  test('deletes nothing when the archive does not read back as it was written', async () => {
    const deps = await setUp();
    const archives = { ...deps.archives, read: async () => textBody('{') };
    const archiving = archiveSession({ ...deps, archives }, session);
    await expect(archiving).rejects.toMatchObject({ code: 'archive-damaged', retryable: true });
    expect(await messagesOf(deps)).toEqual(said);
    expect(await deps.sessions.get(session)).toEqual(session);
  });

  test('deletes nothing when the archive cannot be read back at all', async () => {
    const deps = await setUp();
    const archives = { ...deps.archives, read: async () => undefined };
    const archiving = archiveSession({ ...deps, archives }, session);
    await expect(archiving).rejects.toMatchObject({ code: 'archive-damaged' });
    expect(await messagesOf(deps)).toEqual(said);
  });

  test('left-over messages stay when the archive is damaged: they are the last good copies', async () => {
    const deps = await setUpArchived();
    await deps.archives.write(owner, sessionId, textBody('{"conversation":['));
    await deps.messages.putMany(owner, sessionId, said);
    await expect(archiveSession(deps, session)).rejects.toMatchObject({ code: 'archive-unreadable' });
    expect(await messagesOf(deps)).toEqual(said);
  });

  test('a message that is stored while the archive is written is neither lost nor deleted', async () => {
    const deps = await setUp();
    const late = sampleMessage(3);
    const archives = {
      ...deps.archives,
      async read(...at: Parameters<typeof deps.archives.read>) {
        await deps.messages.put(owner, sessionId, late);
        return await deps.archives.read(...at);
      },
    };
    await archiveSession({ ...deps, archives }, session);
    expect(await messagesOf(deps)).toEqual([late]);
  });

  test('a session that is seen as live but is archived keeps its archive', async () => {
    const deps = await setUpArchived();
    await archiveSession(deps, session);
    await isArchivedWhole(deps);
  });

  test('left-over messages stay when the archive was lost: they are the last copies', async () => {
    const deps = await setUpArchived();
    await deps.archives.remove(owner, sessionId);
    await deps.messages.putMany(owner, sessionId, said);
    await expect(archiveSession(deps, session)).rejects.toMatchObject({ code: 'archive-missing' });
    expect(await messagesOf(deps)).toEqual(said);
  });

  test('leaves another active session alone', async () => {
    const deps = await setUp();
    await makeActive(deps.profiles, sampleSession({ sessionId: 'other' }), 6);
    await archiveSession(deps, session);
    expect((await deps.profiles.get(owner))?.active?.sessionId).toBe('other');
  });

  test('a session that was deleted is not archived', async () => {
    const deps = await setUp();
    await deps.sessions.remove(session);
    await expect(archiveSession(deps, session)).rejects.toMatchObject({ code: 'session-missing' });
    expect(deps.dump().archives).toEqual({});
  });
});

describe('restoring', () => {
  test('brings the conversation back under its number, as the active one', async () => {
    const deps = await setUpArchived();
    const restored = await restoreSession(deps, session, restore);
    expect(restored).toMatchObject({ number: 3, archivePath: '' });
    expect(restored).not.toHaveProperty('contextStart');
    await isLiveWhole(deps);
    expect((await messagesOf(deps))[2]?.key).toBe('1700000100000#000000000900#000002');
  });

  test('completes after a crash at any step', async () => {
    const step = (deps: Deps) => restoreSession(deps, session, restore);
    expect(await crashEverywhere(setUpArchived, step, isLiveWhole)).toBe(6);
  });

  test('completes with another update after a crash at any step, saying nothing twice', async () => {
    let first = true;
    const step = (deps: Deps) => {
      const input = first ? restore : { ...restore, updateId: 901 };
      first = !first;
      return restoreSession(deps, session, input);
    };
    const make = () => {
      first = true;
      return setUpArchived();
    };
    await crashEverywhere(make, step, isLiveWhole);
  });

  test('says nothing twice when archiving was interrupted before', async () => {
    const deps = await setUpArchived();
    await deps.messages.putMany(owner, sessionId, said.slice(1));
    await restoreSession(deps, session, restore);
    await isLiveWhole(deps);
  });

  test('archived and restored again it still says the same', async () => {
    const deps = await setUpArchived();
    await restoreSession(deps, session, restore);
    await archiveSession(deps, session);
    await isArchivedWhole(deps);
    await restoreSession(deps, session, { ...restore, updateId: 902 });
    await isLiveWhole(deps);
  });

  test('of an archive that is damaged at its end nothing is touched', async () => {
    const deps = await setUpArchived();
    const body = await bodyText(await deps.archives.read(owner, sessionId));
    await deps.archives.write(owner, sessionId, textBody(body.slice(0, -1)));
    await deps.messages.putMany(owner, sessionId, said.slice(1));
    const before = deps.dump();
    await expect(restoreSession(deps, session, restore)).rejects.toMatchObject({
      code: 'archive-unreadable',
    });
    expect(deps.dump()).toEqual(before);
  });

  test('of an archive with a flipped byte in a text nothing is touched or shown', async () => {
    const deps = await setUpArchived();
    const body = await bodyText(await deps.archives.read(owner, sessionId));
    await deps.archives.write(owner, sessionId, textBody(body.replace('essage', 'assage')));
    const before = deps.dump();
    await expect(restoreSession(deps, session, restore)).rejects.toMatchObject({
      code: 'archive-unreadable',
      userMessage: expect.stringContaining('is damaged'),
    });
    expect(deps.dump()).toEqual(before);
  });

  test('a lost archive or a deleted session says so', async () => {
    const deps = await setUpArchived();
    await deps.archives.remove(owner, sessionId);
    await expect(restoreSession(deps, session, restore)).rejects.toMatchObject({ code: 'archive-missing' });
    await deps.sessions.remove(session);
    await expect(restoreSession(deps, session, restore)).rejects.toMatchObject({ code: 'session-missing' });
  });
});
