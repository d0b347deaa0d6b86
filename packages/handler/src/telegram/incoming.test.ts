import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIncoming, topicOf } from './incoming.ts';

const from = { id: 5, is_bot: false, first_name: 'Ada' };
const own = { id: 5, type: 'private' };
const group = { id: -100, type: 'supergroup', title: 'G' };
const message = (more: object) => ({
  update_id: 7,
  message: { message_id: 1, date: 2, chat: own, from, ...more },
});

test('a message belongs to its chat: the person in a private one, the group otherwise', () => {
  expect(readIncoming(message({ text: 'hi' }))).toMatchObject({
    kind: 'message',
    updateId: 7,
    owner: 5,
    isGroup: false,
    from: { id: 5 },
    message: { text: 'hi' },
  });
  expect(readIncoming(message({ chat: group, text: 'hi' }))).toMatchObject({ owner: -100, isGroup: true });
});

test.each(['photo', 'sticker', 'voice', 'poll', 'dice'])('a %s is told apart', (kind) => {
  expect(readIncoming(message({ [kind]: {} }))).toMatchObject({ message: { content: kind } });
});

test('an edit, a tap and a moved group are told apart', () => {
  const edited = { update_id: 7, edited_message: { message_id: 1, date: 2, chat: own, from, text: 'hi' } };
  expect(readIncoming(edited)).toMatchObject({ kind: 'edited', owner: 5, message: { text: 'hi' } });
  const tap = (shown: object) => ({
    update_id: 7,
    callback_query: { id: 'q', from, data: 'a:1', message: shown },
  });
  expect(readIncoming(tap({ message_id: 1, chat: group }))).toMatchObject({
    kind: 'callback',
    owner: -100,
    data: 'a:1',
    message: { date: 0 },
  });
  expect(readIncoming({ update_id: 7, callback_query: { id: 'q', from } })).toMatchObject({
    kind: 'other',
    owner: 5,
  });
  const old = { id: -50, type: 'group' };
  expect(readIncoming(message({ chat: old, migrate_to_chat_id: -100 }))).toMatchObject({
    kind: 'migration',
    owner: -50,
    from: -50,
    to: -100,
  });
  expect(readIncoming(message({ chat: group, migrate_from_chat_id: -50 }))).toMatchObject({
    kind: 'migration',
    owner: -100,
    from: -50,
    to: -100,
  });
});

test.each<[string, object]>([
  ['a channel post', message({ chat: { id: -9, type: 'channel' }, text: 'x' })],
  ['another bot', message({ from: { ...from, is_bot: true }, text: 'x' })],
  ['nobody', message({ from: undefined, text: 'x' })],
  ['a shape nobody knows', message({ text: 7 })],
  ['a kind nobody knows yet', { update_id: 7, brand_new: { chat: own } }],
  ['nothing', { update_id: 7 }],
])('what comes from %s is left aside, and still has its id', (_, update) => {
  expect(readIncoming(update)).toMatchObject({ kind: 'other', updateId: 7 });
});

test.each([undefined, null, 7, 'x', [], {}, { update_id: -1 }, { update_id: '7' }, { update_id: 1.5 }])(
  '%j is no update',
  (raw) => {
    expect(readIncoming(raw)).toBeUndefined();
  },
);

test('whatever comes, reading it throws nothing and keeps the id', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const known = fc.record(
    { message_id: value, date: value, chat: value, from: value, text: value, entities: value },
    { requiredKeys: [] },
  );
  const update = fc.record(
    { message: fc.oneof(known, value), edited_message: fc.oneof(known, value), callback_query: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(update, fc.nat(), (body, id) => {
      expect(readIncoming({ ...body, update_id: id })?.updateId).toBe(id);
    }),
  );
});

test('an answer stays in its topic; a chain of replies is no topic', () => {
  const place = { message_id: 1, date: 2, message_thread_id: 9 };
  expect(topicOf({ ...place, chat: { id: -1, type: 'supergroup', is_forum: true } })).toBe(9);
  expect(topicOf({ ...place, chat: { id: 5, type: 'private' }, is_topic_message: true })).toBe(9);
  expect(topicOf({ ...place, chat: { id: -1, type: 'supergroup' } })).toBeUndefined();
});
