import { type Deletion, StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { createBench, USER } from '../../test/bench.ts';

const OLD = { id: -50, type: 'group', title: 'G' };
const NEW = { id: -100, type: 'supergroup', title: 'G' };

const service = (updateId: number, chat: object, more: object) => ({
  update_id: updateId,
  message: { message_id: updateId, date: 2, chat, from: USER, ...more },
});

const setUp = async () => {
  const bench = createBench();
  await bench.stores.profiles.update(OLD.id, { refusedAtMs: 1, updatedAtMs: 1 });
  const holder = async () => ((await bench.stores.profiles.get(NEW.id))?.refusedAtMs === 1 ? 'new' : 'old');
  return { ...bench, holder };
};

test('the message in the new group moves the data', async () => {
  const { deliver, holder, stores } = await setUp();
  await deliver(service(1, NEW, { migrate_from_chat_id: OLD.id }));
  expect([await holder(), await stores.claims.outcomeOf(NEW.id, 'u1')]).toEqual(['new', 'ignored']);
});

test('the message in the old group leaves the move to the new one’s place in the queue', async () => {
  const { deliver, deliverQueued, queue, holder, calls } = await setUp();
  await deliver(service(1, OLD, { migrate_to_chat_id: NEW.id }));
  expect([await holder(), queue.map(({ groupId }) => groupId)]).toEqual(['old', ['-100']]);
  await deliverQueued();
  expect([await holder(), calls]).toEqual(['new', []]);
});

test('the new group knows the id that it had, until all of it is forgotten', async () => {
  const { deliver, stores, services } = await setUp();
  await deliver(service(1, NEW, { migrate_from_chat_id: OLD.id }));
  expect(await stores.profiles.get(NEW.id)).toMatchObject({ movedFrom: OLD.id });
  const cleared: Deletion[] = [];
  services.leftovers.clear = async (deletion) => {
    cleared.push(deletion);
    // The profile is gone by the second try.
    if (cleared.length === 1) throw new StewardError('storage-unavailable', 'Full', { retryable: true });
    return [];
  };
  services.telegram.getChatMember = async () => ({ status: 'administrator', user: USER }) as never;
  const tap = { id: 't', from: USER, data: `forget:now:${USER.id}`, message: service(9, NEW, {}).message };
  for (let tries = 0; tries < 2; tries += 1) await deliver({ update_id: 5, callback_query: tap });
  expect(cleared).toMatchObject([{ movedFrom: OLD.id }, { movedFrom: OLD.id }]);
  expect(await stores.profiles.get(NEW.id)).not.toMatchObject({ movedFrom: OLD.id });
});

test('a supergroup is not taken for one that the bot has left, and what was held is told there', async () => {
  const { deliver, stores } = await setUp();
  const left = { chat: OLD, date: 2, new_chat_member: { status: 'left' } };
  await deliver({ update_id: 1, my_chat_member: left });
  const { unreachableAtMs } = (await stores.profiles.get(OLD.id)) ?? {};
  expect(unreachableAtMs).toBeDefined();
  await deliver(service(2, NEW, { migrate_from_chat_id: OLD.id }));
  const moved = await stores.profiles.get(NEW.id);
  expect([moved?.unreachableAtMs, moved?.untoldAtMs]).toEqual([undefined, unreachableAtMs]);
});

test('a group that left nothing leaves no id either', async () => {
  const { deliver, stores } = createBench();
  await deliver(service(1, NEW, { migrate_from_chat_id: OLD.id }));
  expect(await stores.profiles.get(NEW.id)).not.toMatchObject({ movedFrom: OLD.id });
});

test('both messages, in any order and repeated, move it once', async () => {
  const { deliver, deliverQueued, holder } = await setUp();
  for (const updateId of [1, 3]) {
    await deliver(service(updateId, NEW, { migrate_from_chat_id: OLD.id }));
    await deliver(service(updateId + 1, OLD, { migrate_to_chat_id: NEW.id }));
    await deliverQueued();
  }
  expect(await holder()).toBe('new');
});

test.each([
  ['a person’s to a group', service(1, NEW, { migrate_from_chat_id: USER.id })],
  ['a group’s to a person', service(1, OLD, { migrate_to_chat_id: 7 })],
  ['another’s to a person', service(1, { id: 7, type: 'private' }, { migrate_from_chat_id: USER.id })],
  ['a person’s to another', service(1, { id: USER.id, type: 'private' }, { migrate_to_chat_id: 7 })],
])('no message moves %s data', async (_, update) => {
  const { deliver, queue, stores } = createBench();
  for (const owner of [USER.id, OLD.id])
    await stores.profiles.update(owner, { refusedAtMs: 1, updatedAtMs: 1 });
  await deliver(update);
  expect(queue).toEqual([]);
  for (const owner of [USER.id, OLD.id]) {
    expect((await stores.profiles.get(owner))?.refusedAtMs).toBe(1);
  }
  expect((await stores.profiles.get(NEW.id))?.refusedAtMs).toBeUndefined();
  expect((await stores.profiles.get(7))?.refusedAtMs).toBeUndefined();
});
