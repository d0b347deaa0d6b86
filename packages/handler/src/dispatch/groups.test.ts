// Groups: who is meant, what is asked, and where the answer goes.
import { expect, test } from 'vitest';
import { type Bench, BOT, textMessage } from '../../test/bench.ts';
import {
  BOB,
  button,
  contentsOf,
  GROUP,
  inGroup,
  outcomes,
  quickBench,
  sessionsOf,
  tapInGroup,
} from '../../test/people.ts';

const NAME = `@${BOT.username}`;
const asked = (bench: Bench) => contentsOf(bench, 1, GROUP.id).then((contents) => contents[0]);
const ofBot = { reply_to_message: { message_id: 3, from: BOT, text: 'Earlier' } };
const ofCarol = (more: object = {}) => ({
  reply_to_message: { message_id: 3, from: { id: 9, is_bot: false }, text: 'Bees fly at 24 km/h', ...more },
});

test.each([
  ['a mention before', `${NAME}, what is a bee?`, 'what is a bee?'],
  ['a mention behind', `what is a bee? ${NAME}`, 'what is a bee?'],
  ['a mention within', `so ${NAME} what is a bee?`, `so ${NAME} what is a bee?`],
])('%s addresses the bot, and is no part of the question at the edges', async (_, text, question) => {
  const bench = quickBench();
  await inGroup(bench, text);
  expect(await asked(bench)).toBe(question);
  expect(bench.said()).toBe('An answer');
});

test('a reply to the bot is meant for it', async () => {
  const bench = quickBench();
  await inGroup(bench, 'and why?', ofBot);
  expect(await asked(bench)).toBe('> Earlier\n\nand why?');
});

test('a mention without a username, as people without one get it, counts', async () => {
  const bench = quickBench();
  const entities = [{ type: 'text_mention', offset: 0, length: 7, user: BOT }];
  await inGroup(bench, 'Steward what is a bee?', { entities });
  expect(await asked(bench)).toBe('Steward what is a bee?');
});

test.each([
  ['small talk', 'nice weather', {}],
  ['a reply to somebody else', 'yes', ofCarol()],
  ['a mention of another bot', '@OtherBot help', { entities: [{ type: 'mention', offset: 0, length: 9 }] }],
  ['a path', '/usr/bin is full', {}],
  ['a command for another bot', '/help@OtherBot', {}],
])('%s is left alone', async (_, text, more) => {
  const bench = quickBench();
  await inGroup(bench, text, more);
  expect(bench.calls.filter(({ method }) => method !== 'getMe')).toEqual([]);
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored']);
});

test('a bare mention is asked what it wants', async () => {
  const bench = quickBench();
  for (const more of [{}, ofCarol({ text: undefined })]) {
    await inGroup(bench, `${NAME} `, more);
    expect(bench.said()).toMatch(/^Yes\? Write your question behind my name/);
  }
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

test('a mention in a reply to somebody else asks about what they wrote', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} is this true?`, ofCarol());
  expect(await asked(bench)).toBe('> Bees fly at 24 km/h\n\nis this true?');
});

test.each([
  ['alone it is the question', {}, '> Bees fly at 24 km/h'],
  ['a chosen part counts before the whole', { quote: { text: '24 km/h' } }, '> 24 km/h'],
])('a bare mention in a reply to somebody else: %s', async (_, more, question) => {
  const bench = quickBench();
  await inGroup(bench, NAME, { ...ofCarol(), ...more });
  expect(await asked(bench)).toBe(question);
});

test('the words below a picture can be asked about, too', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} why?`, ofCarol({ text: undefined, caption: 'Two\nlines' }));
  expect(await asked(bench)).toBe('> Two\n> lines\n\nwhy?');
});

test('a command behind a mention is a command', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} /echo hello`);
  expect(bench.said()).toBe('hello');
});

test('a mistyped command that names us is answered, and one that names nobody is not', async () => {
  const bench = quickBench();
  await inGroup(bench, '/hlep');
  await inGroup(bench, '/hlep@some_other_bot');
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored', 'ignored']);
  await inGroup(bench, `/hlep${NAME}`);
  expect(bench.said()).toBe('I do not know /hlep. Did you mean /help?');
});

test('an anonymous admin is answered like a person', async () => {
  const bench = quickBench();
  const from = { id: 1087968824, is_bot: true, first_name: 'Group' };
  await inGroup(bench, `${NAME} hello?`, { from, sender_chat: GROUP });
  expect(await asked(bench)).toBe('hello?');
});

test('other bots are not answered', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} hello?`, { from: { id: 7, is_bot: true, first_name: 'Robot' } });
  expect(outcomes(bench, GROUP.id)).toEqual(['ignored']);
});

test('a post of a channel is no person, linked or sent as one, also edited', async () => {
  const bench = quickBench();
  const channel = { sender_chat: { id: -100900, type: 'channel', title: 'News' } };
  const telegram = { id: 777000, is_bot: false, first_name: 'Telegram' };
  const channelBot = { id: 136817688, is_bot: true, first_name: 'Channel' };
  await inGroup(bench, `${NAME} hello?`, { from: telegram, is_automatic_forward: true, ...channel });
  await inGroup(bench, `${NAME} hello?`, { from: channelBot, ...channel });
  await inGroup(bench, '/newsession 1', { from: BOB, ...channel });
  await inGroup(bench, `${NAME} hello?`, { from: telegram });
  const edited = { ...textMessage(`${NAME} hello?`, 77, { chat: GROUP, from: telegram, ...channel }) };
  await bench.deliver({ update_id: 900, edited_message: edited });
  expect(bench.calls).toEqual([]);
  expect(await sessionsOf(bench, GROUP.id)).toEqual([]);
});

test('every answer quotes its question', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} hello?`);
  for (const { sent } of bench.chat())
    expect(sent.reply_parameters).toMatchObject({ allow_sending_without_reply: true });
});

const topic = { message_thread_id: 77, is_topic_message: true };

test('in a topic everything that is sent stays in it', async () => {
  const bench = quickBench();
  await inGroup(bench, `${NAME} hello?`, topic);
  await inGroup(bench, '/listsessions', topic);
  await inGroup(bench, '/export 1', topic);
  await inGroup(bench, '', { ...topic, ...ofBot, text: undefined, photo: [] });
  await tapInGroup(bench, 'models', BOB, topic);
  await tapInGroup(bench, 'retry:1:1:1', BOB, topic);
  const sends = bench.calls.filter(({ method }) => /^send/.test(method));
  expect(sends.length).toBeGreaterThan(6);
  for (const { method, params } of sends) expect([method, params.message_thread_id]).toEqual([method, 77]);
  expect(bench.documents).toHaveLength(1);
});

test('a chain of replies in a group without topics is no topic', async () => {
  const bench = quickBench();
  await inGroup(bench, 'and why?', { ...ofBot, message_thread_id: 77 });
  for (const { sent } of bench.chat()) expect(sent.message_thread_id).toBeUndefined();
});

test('buttons in a group work for its members, on the data of the group', async () => {
  const bench = quickBench();
  await bench.send('Mine alone');
  await inGroup(bench, `${NAME} hello?`);
  await inGroup(bench, '/newsession');
  await tapInGroup(bench, button(bench, 'large:9b'), { id: 9, is_bot: false, first_name: 'Carol' });
  expect(await sessionsOf(bench, GROUP.id)).toMatchObject([{ number: 1 }, { number: 2, createdBy: 9 }]);
  expect(await sessionsOf(bench)).toHaveLength(1);
});

test('the group keeps no names of its members', async () => {
  const bench = quickBench();
  await inGroup(bench, '/start');
  expect(JSON.stringify(bench.stores.dump())).not.toContain('Bob');
});
