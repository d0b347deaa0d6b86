// Strangers against every kind of update: they hear one sentence, once, and neither see typing nor stop, wake, write or
// hold up anything; what they said reaches neither the model nor the owner.
import { standingOf, withOwner, withStanding } from '@steward/core';
import { createFakeClock, createFakePower, createMemoryModelServerStore } from '@steward/core/testing';
import { type Bench, createBench, describeCommands } from '@steward/handler/testing';
import { expect, test } from 'vitest';
import { GROUP, genuineUpdates, OWNER as STRANGER, TAPS } from './genuine-updates.ts';

const OWNER = 7;
const INSIDER = 8;

const privately = { id: STRANGER, type: 'private', first_name: 'Ada' };
const ada = { id: STRANGER, is_bot: false, first_name: 'Ada' };
const group = { id: GROUP, type: 'supergroup', title: 'Team' };
const said = (fields: object) => ({
  message: { message_id: 11, date: 1_795_000_000, chat: privately, from: ada, ...fields },
});
const inGroup = (fields: object) => said({ chat: group, ...fields });

/** What Telegram may send of a stranger beside what the bot is made for. */
const OTHERS: object[] = [
  ...[
    'stop',
    'start wrong-code',
    'access',
    'access allow 1001',
    'forget',
    ...describeCommands().map(({ name }) => name),
  ].flatMap((command) => [said({ text: `/${command}` }), inGroup({ text: `/${command}` })]),
  ...['voice', 'video_note', 'sticker', 'location', 'contact', 'poll', 'story', 'checklist', 'dice'].map(
    (kind) => said({ [kind]: {} }),
  ),
  said({ pinned_message: { message_id: 1 } }),
  said({ caption: 'Look', photo: [] }),
  said({ text: 'forwarded', forward_origin: { type: 'user', sender_user: { id: OWNER } } }),
  said({ text: 'hi', via_bot: { id: 42, is_bot: true } }),
  inGroup({ new_chat_members: [{ id: 42, is_bot: true }] }),
  inGroup({ text: '@StewardBot hi', sender_chat: { id: -100777, type: 'channel' } }),
  inGroup({ text: '@StewardBot hi', sender_chat: group, from: { id: 1087968824, is_bot: true } }),
  inGroup({
    text: 'and?',
    reply_to_message: { message_id: 3, from: { id: 42, is_bot: true }, text: 'Earlier' },
  }),
  inGroup({ migrate_from_chat_id: -55 }),
  inGroup({ migrate_to_chat_id: -100_56 }),
  { edited_message: said({ text: '/stop', edit_date: 1 }).message },
  ...TAPS.map((data) => ({
    callback_query: { id: 'q', from: ada, data, message: { message_id: 3, chat: group } },
  })),
  {
    callback_query: {
      id: 'q',
      from: ada,
      data: `access:allow:${STRANGER}:card`,
      message: { message_id: 3, chat: privately },
    },
  },
  { callback_query: { id: 'q', from: ada, data: 'stop:7', inline_message_id: 'i' } },
  { inline_query: { id: 'i', from: ada, query: 'hi', offset: '' } },
  { chosen_inline_result: { result_id: 'r', from: ada, query: 'hi' } },
  { channel_post: { message_id: 1, date: 1, chat: { id: -100999, type: 'channel' }, text: '/stop' } },
  { business_message: said({ text: 'hi', business_connection_id: 'b' }).message },
  { message_reaction: { chat: privately, message_id: 1, user: ada, new_reaction: [] } },
  { my_chat_member: { chat: privately, from: ada, new_chat_member: { status: 'kicked' } } },
  { chat_join_request: { chat: group, from: ada, user_chat_id: STRANGER } },
  { pre_checkout_query: { id: 'p', from: ada, currency: 'XTR', total_amount: 1 } },
];

const setUp = async () => {
  const clock = createFakeClock(Date.UTC(2026, 10, 21), { mode: 'auto' });
  const [power, store] = [createFakePower({ clock }), createMemoryModelServerStore()];
  const bench = createBench({
    clock,
    config: { allowed: new Set() },
    replace: () => ({ modelServer: { power, store } }),
  });
  await bench.stores.access.change((list) =>
    withStanding(withOwner(list, OWNER), { id: INSIDER, standing: 'in', atMs: clock.now() }),
  );
  return { bench, power, store };
};

const heard = ({ calls }: Bench): string[] =>
  calls.filter(({ method }) => method !== 'getMe').map(({ method, params }) => `${method} ${params.chat_id}`);

const keysBeside = ({ stores }: Bench): string[] =>
  stores
    .dump()
    .items.map(({ pk, sk }) => `${pk} ${sk}`)
    .filter((key) => !/ (PROFILE|UPDATE#\d+)$|^0 ACCESS$/.test(key));

const updates = [...genuineUpdates(1), ...OTHERS];

test.each(updates.map((update) => [Object.keys(update).find((key) => key !== 'update_id'), update] as const))(
  'a stranger gets nothing done by %s',
  async (_, update) => {
    const { bench, power, store } = await setUp();
    expect(await bench.deliver({ ...update, update_id: 1 })).toBe('deleted');
    expect(heard(bench).filter((call) => !/^sendMessage (1001|-100200)$/.test(call))).toEqual([]);
    expect(heard(bench).length).toBeLessThanOrEqual(1);
    expect(bench.shown().every((text) => text.startsWith('Sorry, this assistant is private.'))).toBe(true);
    expect([bench.model.calls, keysBeside(bench)]).toEqual([[], []]);
    expect([await power.state(), await store.read()]).toEqual(['stopped', { keepOn: false }]);
    expect(standingOf(await bench.stores.access.read(), STRANGER)).not.toBe('in');
  },
);

test('all of them together make a stranger hear one sentence, and the owner of one card for each chat', async () => {
  const { bench } = await setUp();
  for (const [index, update] of updates.entries()) await bench.deliver({ ...update, update_id: index + 1 });
  expect(heard(bench).sort()).toEqual([`sendMessage ${GROUP}`, `sendMessage ${STRANGER}`]);
  await bench.deliverQueued();
  expect(heard(bench).filter((call) => call === `sendMessage ${OWNER}`)).toHaveLength(2);
  expect(keysBeside(bench).filter((key) => !key.startsWith(`${OWNER} `))).toEqual([]);
  await bench.deliver({
    update_id: 900,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: INSIDER, type: 'private' },
      from: { id: INSIDER },
      text: '/echo me',
    },
  });
  expect(bench.said()).toBe('me');
});
