import { expect, test } from 'vitest';
import { makeActive } from '../session/create-session.ts';
import { textBody } from '../testing/memory-bodies.ts';
import { createMemoryStores } from '../testing/memory-stores.ts';
import { sampleMessage, sampleSession } from '../testing/samples.ts';
import { deleteSession } from './delete-session.ts';

const session = sampleSession({ files: ['u5', 'u6'] });
const { owner, sessionId } = session;

const setUp = async () => {
  const stores = createMemoryStores();
  await stores.sessions.create(session, '{"session_id":"old"}');
  await stores.messages.putMany(owner, sessionId, [sampleMessage(0), sampleMessage(1)]);
  await stores.archives.write(owner, sessionId, textBody('{}'));
  for (const key of session.files ?? []) await stores.files.write(owner, key, textBody('{}'));
  await makeActive(stores.profiles, session, 5);
  return stores;
};

test('a deleted conversation leaves nothing but the profile, without an active session', async () => {
  const stores = await setUp();
  await deleteSession(stores, session);
  expect(stores.dump()).toMatchObject({ items: [{ sk: 'PROFILE', updatedAtMs: 5 }], archives: {} });
  expect(await stores.profiles.get(owner)).not.toHaveProperty('active');
});

test('another active session stays active', async () => {
  const stores = await setUp();
  const other = sampleSession({ sessionId: 'other' });
  await makeActive(stores.profiles, other, 6);
  await deleteSession(stores, session);
  expect((await stores.profiles.get(owner))?.active?.sessionId).toBe('other');
});

test('deleting twice, or for an owner without a profile, is no error', async () => {
  const stores = await setUp();
  await deleteSession(stores, session);
  await deleteSession(stores, session);
  await deleteSession(createMemoryStores(), session);
  expect(await stores.sessions.list(owner)).toEqual([]);
});

test('after a crash at any step the conversation is still listed, and deleting it again completes', async () => {
  for (let writes = 0; writes < 8; writes += 1) {
    const stores = await setUp();
    stores.failAfterWrites(writes);
    await expect(deleteSession(stores, session)).rejects.toThrow();
    stores.failAfterWrites(undefined);
    expect(await stores.sessions.list(owner)).toHaveLength(1);
    await deleteSession(stores, session);
    expect(stores.dump()).toMatchObject({ items: [{ sk: 'PROFILE' }], archives: {} });
  }
});
