// A feature that nobody has written yet declares its items: moving a group and /forget do as it says, without knowing it.

import { type OwnedItems, PROFILE_ITEM, type Profile, type Session } from '@steward/core';
import { sampleSession } from '@steward/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamoDbOwnerData } from '../../src/aws/dynamodb-owner-data.ts';
import { createDynamoDbTable } from '../../src/aws/dynamodb-table.ts';
import type { Values } from '../../src/aws/item.ts';
import { toProfileChange } from '../../src/aws/profile-item.ts';
import { toSessionItem } from '../../src/aws/session-item.ts';
import { storedNames } from '../../src/aws/stored-names.ts';
import { ownedItems } from '../../src/features/index.ts';
import { type StartedTable, startTable } from './start-table.ts';

const RECALLS: OwnedItems = {
  prefix: 'RECALL#',
  move: { id: 'name', number: 'number', counter: { item: 'COUNTS', attribute: 'nextRecall' } },
  forget: 'remove',
  namesOwner: ['chatId'],
  shards: ['dueShard'],
};
const RINGS: OwnedItems = { prefix: 'RING#', move: { with: RECALLS.prefix }, forget: 'remove' };
const COUNTS: OwnedItems = {
  prefix: 'COUNTS',
  move: 'merge',
  forget: { keeps: ['nextRecall', 'seenAtMs'] },
};
const MEMOS: OwnedItems = { prefix: 'MEMO#', move: 'copy', forget: 'remove' };
const AUDIT: OwnedItems = { prefix: 'AUDIT#', move: 'leave', forget: 'leave' };

const [FROM, TO] = [-1001, -1002];

let started: StartedTable;
beforeEach(async () => {
  started = await startTable();
});
afterEach(async () => await started.close());

const setUp = async (items: Record<number, Values[]>) => {
  const table = createDynamoDbTable(started);
  for (const [pk, all] of Object.entries(items))
    for (const item of all) await table.put({ ...item, pk: Number(pk), sk: String(item.sk) });
  const ownerData = createDynamoDbOwnerData({
    ...started,
    bodies: [],
    items: [...ownedItems(), RECALLS, RINGS, COUNTS, MEMOS, AUDIT],
  });
  const lying = async (pk: number) =>
    (await collect(table.query<Values>(pk, { from: ' ' }))).map(({ pk: _pk, ...item }) => item);
  return { ownerData, lying };
};

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const OLD = [
  { sk: 'AUDIT#1', who: 5 },
  { sk: 'COUNTS', next_recall: 3, seen_at: 7, zone: 'UTC' },
  { sk: 'MEMO#1', text: 'old' },
  { sk: 'MEMO#2', text: 'old' },
  { sk: 'RECALL#a', name: 'a', number: 2, chat_id: FROM, due_shard: '1' },
  { sk: 'RING#a', of: 'a' },
  { sk: 'RING#a#1', of: 'a' },
];

test('numbers, shards, parts, counters and copies move as they are declared', async () => {
  const { ownerData, lying } = await setUp({
    [FROM]: OLD,
    [TO]: [
      { sk: 'COUNTS', next_recall: 4, zone: 'Europe/Rome' },
      { sk: 'MEMO#2', text: 'new' },
      { sk: 'RECALL#ab', name: 'ab', number: 2, chat_id: TO, due_shard: '2' },
      { sk: 'RING#ab', of: 'ab' },
    ],
  });
  await ownerData.move(FROM, TO);
  expect((await lying(TO)).filter(({ sk }) => sk !== 'PROFILE')).toEqual([
    { sk: 'COUNTS', next_recall: 5, seen_at: 7, zone: 'Europe/Rome' },
    { sk: 'MEMO#1', text: 'old' },
    { sk: 'MEMO#2', text: 'new' },
    { sk: 'RECALL#a', name: 'a', number: 2, chat_id: TO, due_shard: '2' },
    { sk: 'RECALL#ab', name: 'ab', number: 4, chat_id: TO, due_shard: '2' },
    { sk: 'RING#a', of: 'a' },
    { sk: 'RING#a#1', of: 'a' },
    { sk: 'RING#ab', of: 'ab' },
  ]);
  expect(await lying(FROM)).toEqual([OLD[0], { sk: 'COUNTS', next_recall: 3, seen_at: 7 }]);
});

test('a number in the key moves with what lies below it, into the shard of the new owner', async () => {
  const due = (shard: string) => ({ due_at: 9, due_shard: shard });
  const own = { sk: 'REMINDER#1', number: 1, text: 'New', ...due('2') };
  const { ownerData, lying } = await setUp({
    [FROM]: [
      { sk: 'REMINDER#1', number: 1, text: 'Old', ...due('1') },
      { sk: 'REMINDER#1#SNOOZE#9', ...due('1') },
      { sk: 'REMINDER#12', number: 12, text: 'Old' },
    ],
    [TO]: [own, { sk: 'REMINDER#1#SNOOZE#8', ...due('2') }],
  });
  await ownerData.move(FROM, TO);
  expect((await lying(TO)).filter(({ sk }) => sk !== 'PROFILE' && sk !== 'COUNTS')).toEqual([
    { sk: 'REMINDER#1', number: 1, text: 'Old', ...due('2'), moved_from: FROM },
    { sk: 'REMINDER#1#SNOOZE#9', ...due('2') },
    { sk: 'REMINDER#12', number: 12, text: 'Old', moved_from: FROM },
    // No counter was there: the new number lies above all.
    { ...own, sk: 'REMINDER#13', number: 13 },
    { sk: 'REMINDER#13#SNOOZE#8', ...due('2') },
  ]);
  expect(await lying(FROM)).toEqual([]);
});

test('/forget leaves what is declared to stay, by the names of the domain', async () => {
  const { ownerData, lying } = await setUp({ [FROM]: [...OLD, { sk: 'WHATEVER' }] });
  await ownerData.removeAll(FROM);
  expect(await lying(FROM)).toEqual([OLD[0], { sk: 'COUNTS', next_recall: 3, seen_at: 7 }]);
});

test('what a newer version wrote moves as it is', async () => {
  const { ownerData, lying } = await setUp({ [FROM]: [{ sk: 'FUTURE#1', text: 'kept' }] });
  await ownerData.move(FROM, TO);
  expect(await lying(TO)).toContainEqual({ sk: 'FUTURE#1', text: 'kept' });
  expect(await lying(FROM)).toEqual([]);
});

test('every attribute of a profile and of a session is found under its name in the table', () => {
  const profile: Required<Omit<Profile, 'owner' | 'createdAtMs' | 'nextNumber'>> = {
    ...{ firstName: 'Ada', lastName: 'L', username: 'ada', languageCode: 'en' },
    ...{ updatedAtMs: 2, lastAtMs: 3, refusedAtMs: 4, refusedAlbum: 'a', movedFrom: -50 },
    modelFailure: { code: 'c', model: 'm', atMs: 6 },
    suggestionsSinceMs: 9,
    think: 'show',
    quiet: { from: '23:00', until: '06:00' },
    ...{ appLanguage: 'de', defaultModel: 'small:1b', streaming: 'draft' },
    workingHours: { days: [1, 2], from: '09:00', until: '17:00' },
    ...{ bufferMinutes: 10, noticeMinutes: 120, eventLeadMinutes: 30 },
    preferredHours: { from: '09:00', until: '12:00' },
    rules: [{ words: ['tax'], senders: [], to: 'task' }],
    ...{ allowance: { turns: 10 }, pools: [2 ** 52] },
    ...{ asksWhen: { number: 1, day: '2027-03-12', atMs: 1 }, forgottenAtMs: 2 },
    zone: { name: 'Europe/Berlin', from: 'asked' },
    ...{ pause: { untilMs: 7, atMs: 6 }, unreachableAtMs: 7, untoldAtMs: 8 },
    ...{
      letIn: true,
      askedAtMs: 5,
      turns: { sinceMs: 5, count: 1 },
      usage: { days: [{ day: 1, turns: 1, tokens: 1 }], updateId: 1 },
      pairingTries: { sinceMs: 1, count: 1 },
    },
    active: { sessionId: 's', bornWith: 'm' },
    sendBudget: { calls: [] },
    pendingPaste: { parts: [], sessionId: 's', bornWith: 'm', senderId: 1, date: 1 },
  };
  const { set } = toProfileChange(profile);
  expect(Object.keys(profile).flatMap(storedNames).toSorted()).toEqual(Object.keys(set ?? {}).toSorted());
  const session: Required<Session> = {
    ...sampleSession(),
    ...{ systemPrompt: 'x', contextStart: 'k', tokenRatio: 1, pictureTokens: 1, files: [] },
  };
  const { owner: _owner, bornWith: _bornWith, ...stored } = session;
  const { pk: _pk, sk: _sk, ...item } = toSessionItem(session);
  expect([...Object.keys(stored), 'modelShard', 'activeShard'].flatMap(storedNames).toSorted()).toEqual(
    Object.keys(item).toSorted(),
  );
  expect(PROFILE_ITEM.forget.keeps.flatMap(storedNames)).toEqual([
    ...['next_number', 'next_reminder', 'let_in', 'allowance'],
  ]);
});
