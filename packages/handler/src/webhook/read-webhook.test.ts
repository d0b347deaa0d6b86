import { expect, test } from 'vitest';
import { chatOf } from '../telegram/chat-of.ts';
import { readWebhook } from './read-webhook.ts';

const chat = { id: -100, type: 'supergroup' };

const NOW = 1_700_000_000_000;
const read = (update: unknown) => readWebhook(update, NOW);
const command = (text: string) => read({ update_id: 7, message: { chat, text } })?.told;
const stopBy = (by: number, upToUpdateId: number, more: object = {}) => ({
  owner: chat.id,
  by,
  signal: { stop: { upToUpdateId, atMs: NOW, ...more } },
});

test.each([
  ['/stop', stopBy(-100, 7)],
  ['/STOP now', stopBy(-100, 7)],
  ['/stop\nnow', stopBy(-100, 7)],
  ['/stop@StewardBot', stopBy(-100, 7, { botName: 'StewardBot' })],
  ['/stopp', undefined],
  ['please /stop', undefined],
])('the text %j stops as it should', (text, stop) => {
  expect(command(text)).toEqual(stop);
});

test('a post of a linked channel stops nothing, an anonymous admin does', () => {
  const stoppedBy = (id: number) =>
    read({ update_id: 7, message: { chat, text: '/stop', sender_chat: { id } } })?.told;
  expect([stoppedBy(-200), stoppedBy(chat.id)]).toEqual([undefined, stopBy(chat.id, 7)]);
});

const tapped = (data: unknown, updateId = 7) =>
  read({ update_id: updateId, callback_query: { id: 'q', from: { id: 5 }, message: { chat }, data } });

test('the Stop button stops the turn it belongs to, and the tap is answered', () => {
  expect(tapped('stop:4')).toEqual({
    updateId: 7,
    chat: '-100',
    groupId: '-100',
    told: stopBy(5, 4),
    reply: { method: 'answerCallbackQuery', callback_query_id: 'q' },
  });
});

test.each(['stop:', 'stop:x', 'stop:-1', 'stop:1:2', `stop:${'9'.repeat(16)}`, 'page:4', 5, undefined])(
  'a tap with the data %j stops nothing',
  (data) => {
    expect(tapped(data)?.told).toBeUndefined();
  },
);

test.each([
  [
    { chat, message_id: 5, text: 'x' },
    { owner: -100, by: -100, signal: { edited: { messageId: 5, updateId: 7 } } },
  ],
  [{ chat, message_id: 'x' }, undefined],
  [{ message_id: 5 }, undefined],
])('the changed message %j ends the turn of its question', (edited_message, edited) => {
  expect(read({ update_id: 7, edited_message })?.told).toEqual(edited);
});

const from = { id: 1001 };
const mine = { id: 1001, type: 'private' };

test.each([
  [
    { chat: mine, from, date: 5, text: 'x', forward_origin: {} },
    { owner: 1001, by: 1001, signal: { join: { updateId: 7, date: 5 } } },
  ],
  [
    { chat: mine, from, date: 5, document: {} },
    { owner: 1001, by: 1001, signal: { join: { updateId: 7, date: 5 } } },
  ],
  [{ chat: mine, from, date: 5, text: 'x' }, undefined],
  [{ chat, from, date: 5, document: {} }, undefined],
  [{ chat: mine, from, document: {} }, undefined],
  [{ chat: mine, from, date: 5, text: '/retry', forward_origin: {} }, undefined],
])('the message %j may belong to the question before it: %j', (message, join) => {
  expect(read({ update_id: 7, message })?.told).toEqual(join);
});

test('an old button, tapped after update ids began anew, stops nothing that comes after the tap', () => {
  expect(tapped('stop:900000000')?.told).toEqual(stopBy(5, 7));
});

test.each([
  [{ chat, draft_id: 4 }, 4],
  [{ chat, draft_id: 9 }, 7],
  [{ chat, draft_id: 'x' }, 7],
  [{ chat }, 7],
])('the Stop button of a draft %j stops up to its update', (stopped, upToUpdateId) => {
  expect(read({ update_id: 7, stopped_message_generation: stopped })?.told).toEqual(
    stopBy(-100, upToUpdateId),
  );
});

test('a tap below what rings waits for nothing in its chat, any other does', () => {
  expect(['ring:done:5:1', 'ringing:5', 'stop:4'].map((data) => tapped(data)?.groupId)).toEqual([
    'r#-100',
    '-100',
    '-100',
  ]);
});

test('a stop without a chat stops nothing', () => {
  expect(read({ update_id: 7, message: { text: '/stop' } })).toEqual({
    updateId: 7,
    chat: 'none',
    groupId: 'none',
  });
});

test('nothing but a tap is answered at once: nobody has looked yet whether who writes is let in', () => {
  const own = { id: 5, type: 'private' };
  for (const message of [
    { chat: own, text: 'hi' },
    { chat: own, document: {} },
    { chat, text: '/stop' },
  ])
    expect(read({ update_id: 7, message })?.reply).toBeUndefined();
});

test.each([
  ['a message', { update_id: 1, message: { from: { id: 5 }, chat: { id: -6 } } }, -6],
  ['the message under a button', { callback_query: { from: { id: 5 }, message: { chat: { id: -6 } } } }, -6],
  ['an inline button', { callback_query: { from: { id: 5 } } }, 5],
  ['a kind nobody knows yet', { brand_new: { chat: { id: 8 } } }, 8],
  ['nobody', { update_id: 1, message: null, poll: { id: '9' } }, undefined],
])('the chat of %s is found', (_, update, id) => {
  expect(chatOf(update)).toBe(id);
});
