// People and places for tests: a group, its members, and the ways they write.
import { createFakeClock } from '@steward/core/testing';
import { type Bench, BOT, createBench, USER } from './bench.ts';

export const GROUP = { id: -100200, type: 'supergroup', title: 'Team' };
export const BOB = { id: 2002, is_bot: false, first_name: 'Bob', username: 'bob' };

/** A bench on which waiting takes no time. */
export const quickBench = (options: Parameters<typeof createBench>[0] = {}): Bench =>
  createBench({ clock: createFakeClock(undefined, { mode: 'auto' }), ...options });

/** Says something in the group; a mention of the bot is marked as Telegram marks it. */
export const inGroup = (bench: Bench, text: string, more: object = {}) => {
  const mention = `@${BOT.username}`;
  const offset = text.indexOf(mention);
  const entities = offset < 0 ? [] : [{ type: 'mention', offset, length: mention.length }];
  return bench.send(text, { chat: GROUP, from: BOB, entities, ...more });
};

/** Taps a button below a message of the bot in the group. */
export const tapInGroup = (bench: Bench, data: string, from: object = BOB, message: object = {}) =>
  bench.tap(data, { from, message: { message_id: 900, date: 1, chat: GROUP, ...message } });

/** Data of the button with that text on it, wherever it was shown last. */
export const button = (bench: Bench, text: string): string => {
  const found = bench.buttons().find((shown) => shown.text.includes(text));
  if (!found) throw new Error(`No button ${text} among ${JSON.stringify(bench.buttons())}`);
  return found.data;
};

export const sessionsOf = (bench: Bench, owner: number = USER.id) => bench.services.sessions.list(owner);

export const activeOf = async (bench: Bench, owner: number = USER.id) =>
  (await bench.services.profiles.get(owner))?.active?.sessionId;

export const messagesOf = async (bench: Bench, number = 1, owner: number = USER.id) => {
  const session = (await sessionsOf(bench, owner)).find((candidate) => candidate.number === number);
  const messages: { role: string; content: string; telegramMessageIds: number[] }[] = [];
  if (!session) return messages;
  for await (const message of bench.services.messages.oldestFirst(owner, session.sessionId))
    messages.push(message);
  return messages;
};

/** Contents of a conversation, oldest first. */
export const contentsOf = async (bench: Bench, number = 1, owner: number = USER.id) =>
  (await messagesOf(bench, number, owner)).map(({ content }) => content);

/** Outcome of the update that was delivered last in the chat. */
export const outcomes = (bench: Bench, owner: number = USER.id) =>
  bench.stores
    .dump()
    .items.filter(({ pk, sk }) => pk === owner && sk.startsWith('UPDATE#'))
    .map(({ outcome }) => outcome);
