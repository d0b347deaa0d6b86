import { describe, expect, it } from 'vitest';
import { STOP_ITEM } from '../work/claim.ts';
import { createFakeClock } from './fake-clock.ts';
import {
  accessStoreContract,
  activeOwnersContract,
  bodyStoreContract,
  botStoreContract,
  briefingStoreContract,
  busyMirrorContract,
  claimStoreContract,
  connectionStoreContract,
  consentStoreContract,
  createMemoryStores,
  dueIndexContract,
  eventStoreContract,
  messageStoreContract,
  movedRemindersContract,
  noteStoreContract,
  ownerDataContract,
  profileStoreContract,
  reminderStoreContract,
  removedStoreContract,
  SAMPLE_MS,
  sampleMessage,
  sampleSession,
  seenModelsContract,
  sessionStoreContract,
  settingsStoreContract,
  shareStoreContract,
  signInStoreContract,
  stopStoreContract,
  suggestionStoreContract,
  teamStoreContract,
  tickStoreContract,
  turnStoreContract,
  usageStoreContract,
} from './index.ts';

import { textBody } from './memory-bodies.ts';

const make = async () => createMemoryStores();

sessionStoreContract(make);
messageStoreContract(make);
profileStoreContract(make);
settingsStoreContract(make);
claimStoreContract(make);
stopStoreContract(make);
for (const kind of ['archives', 'files'] as const)
  bodyStoreContract(kind, async () => ({ bodies: createMemoryStores()[kind] }));
ownerDataContract(make);
accessStoreContract(make);
turnStoreContract(make);
reminderStoreContract(make);
movedRemindersContract(make);
briefingStoreContract(make);
briefingStoreContract(async () => {
  const stores = await make();
  return { ...stores, briefings: stores.extras };
}, 'SUGGESTIONS');
suggestionStoreContract(make);
removedStoreContract(make);
dueIndexContract(make);
tickStoreContract(make);
seenModelsContract(make);
signInStoreContract(make);
connectionStoreContract(make);
noteStoreContract(make);
eventStoreContract(make);
consentStoreContract(make);
busyMirrorContract(make);
shareStoreContract(make);
teamStoreContract(make);
usageStoreContract(make);
activeOwnersContract(make);
botStoreContract(async () => ({ bot: createMemoryStores().storedBot }));

describe('the stores in memory', () => {
  it('show the table as the architecture lays it out', async () => {
    const { sessions, messages, profiles, claims, stops, archives, dump } = createMemoryStores();
    await sessions.create(sampleSession(), '{}');
    await messages.put(1001, 's-1', sampleMessage(0));
    await profiles.takeNumbers(1001, 1);
    await claims.claim(1001, 'u5', { kind: 'message', nowMs: SAMPLE_MS, leaseMs: 1 });
    await stops.write(1001, { stop: { upToUpdateId: 5, atMs: SAMPLE_MS } });
    await archives.write(1001, 's-2', textBody('{}'));
    expect(dump().items.map(({ pk, sk }) => [pk, sk])).toEqual([
      [1001, 'HEADER#s-1'],
      [1001, `MESSAGE#s-1#${sampleMessage(0).key}`],
      [1001, 'MODEL#llama3.2:3b#SESSION#s-1'],
      [1001, 'PROFILE'],
      [1001, 'STOP'],
      [1001, 'UPDATE#5'],
    ]);
    expect(dump().archives).toEqual({ 'archives/1001/s-2.json': '{}' });
  });

  it('lose claims when their time to live has passed on the clock', async () => {
    const clock = createFakeClock();
    const { claims, dump } = createMemoryStores({ clock });
    const result = await claims.claim(1, 'u5', { kind: 'message', nowMs: clock.now(), leaseMs: 1 });
    if (result.status !== 'claimed') throw new Error('not claimed');
    await claims.finish(result.claim, 'answered', clock.now());
    await clock.advance(15 * 24 * 60 * 60 * 1000);
    expect(dump().items).toHaveLength(1);
    await clock.advance(2 * 24 * 60 * 60 * 1000);
    expect(dump().items).toHaveLength(0);
  });

  it('fail when they are told to, and work again afterwards', async () => {
    const { profiles, failAfterWrites } = createMemoryStores();
    failAfterWrites(1);
    await profiles.takeNumbers(1, 1);
    await expect(profiles.takeNumbers(1, 1)).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
    failAfterWrites(undefined);
    expect(await profiles.takeNumbers(1, 1)).toBe(2);
  });

  it('refuse what nobody declared', async () => {
    const { profiles, stops } = createMemoryStores({ items: [STOP_ITEM] });
    await stops.write(1, { stop: { upToUpdateId: 1, atMs: SAMPLE_MS } });
    await expect(profiles.takeNumbers(1, 1)).rejects.toThrow('Nobody declared');
  });
});
