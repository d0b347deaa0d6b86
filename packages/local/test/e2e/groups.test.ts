// In groups: asked by mention, reply or command, silent otherwise, in the topic where it was asked.
import { paced } from '@steward/core/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  // A bot that sees everything in groups must hold its tongue by itself.
  world = await startWorld({ telegram: { groupPrivacy: false } });
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const makeGroup = (prefix: string, forum = false) => {
  const [admin, member] = [`${prefix} Admin`, `${prefix} Member`].map((name) => world.person(name));
  if (!admin || !member) throw new Error('nobody is there');
  const memberIds = [admin.id, member.id];
  const chat = world.emulator.createGroup({ title: prefix, memberIds, adminIds: [admin.id], forum });
  return {
    chat,
    admin: world.person(`${prefix} Admin`, chat.id),
    member: world.person(`${prefix} Member`, chat.id),
    alone: member,
  };
};

describe.concurrent('in a group', { timeout: 300_000 }, () => {
  test('a mention, a reply and a command are answered, with the question quoted; the rest is ignored', async () => {
    const { admin, member } = makeGroup('Harbour');
    const bot = `@${world.emulator.bot.username}`;
    member.says('Nobody asked the bot');
    member.says('/start@some_other_bot');
    const [question] = member.says(`${bot} what is a buoy?`);
    const answer = await member.reads('You asked: Harbour Member: what is a buoy?');
    expect(answer.reply_to_message?.message_id).toBe(question?.message_id);
    await admin.asks('/status', 'Session: 1');
    admin.says('and who paints it?', { replyTo: answer.message_id });
    await admin.reads('You asked: Harbour Admin: and who paints it?');
    await admin.asks(`/listsessions${bot}`, 'what is a buoy?');
    expect(world.ollama.asked('Nobody asked')).toEqual([]);
    expect(member.texts().join('\n')).not.toMatch(/Hello/);
    // The note about the new session, two answers, two commands.
    expect(member.messages()).toHaveLength(5);
  });

  test('the conversation is the group’s own, apart from those of its members', async () => {
    const { member, alone } = makeGroup('Attic');
    await alone.asks('My private thought', 'You asked: My private thought');
    await member.asks(
      `@${world.emulator.bot.username} our common thought`,
      'You asked: Attic Member: our common thought',
    );
    const asked = world.ollama.asked('our common thought')[0];
    expect(JSON.stringify(asked?.messages)).not.toContain('private thought');
    const sessions = await alone.asks('/listsessions', 'My private thought');
    expect(sessions.text).not.toContain('our common thought');
  });

  test('an answer stays in the topic it was asked in', async () => {
    const { chat, member } = makeGroup('Forum', true);
    member.says(`@${world.emulator.bot.username} what about tides?`, { threadId: 77 });
    const answer = await member.reads('You asked: Forum Member: what about tides?');
    expect(answer.message_thread_id).toBe(77);
    const sends = world.emulator
      .calls()
      .filter(({ params }) => params.chat_id === chat.id && 'text' in params);
    const topics = sends
      .filter(({ method }) => method === 'sendMessage')
      .map(({ params }) => params.message_thread_id);
    expect(new Set(topics)).toEqual(new Set([77]));
  });

  test('only who made a conversation or an admin deletes it, and only an admin everything', async () => {
    const { admin, member } = makeGroup('Council');
    await admin.asks('/newsession 1', 'Session 1');
    await member.asks('/delete 1', 'only the person who made');
    await member.asks('/forget', 'only an admin');
    const asked = await admin.asks('/delete 1', /Delete .* 1/);
    void member.taps(asked, 'Delete');
    await admin.taps(asked, 'Delete');
    await admin.reads('is deleted');
  });

  test('an answer grows in steps of five seconds', async () => {
    const { chat, member } = makeGroup('Slow');
    const chunks = Array.from({ length: 60 }, (_, index) => `word${index + 1} `);
    world.ollama.when('take your time', paced(200, chunks));
    const askedAtMs = Date.now();
    await member.asks(`@${world.emulator.bot.username} take your time`, 'word60');
    const edits = world.emulator
      .calls()
      .filter(({ method, params }) => method === 'editMessageText' && params.chat_id === chat.id);
    expect(edits.length).toBeGreaterThanOrEqual(2);
    // A busy machine may take one down late, and the next in its time, but none before it was sent.
    expect((edits.at(-1)?.at ?? 0) - askedAtMs).toBeGreaterThanOrEqual(edits.length * 5_000);
  });

  test('a group that becomes a supergroup keeps its conversations', async () => {
    const { chat, member } = makeGroup('Growing');
    const bot = `@${world.emulator.bot.username}`;
    await member.asks(`${bot} remember the anchor`, 'You asked: Growing Member: remember the anchor');
    const supergroup = world.emulator.migrateGroup(chat.id);
    const later = world.person('Growing Member', supergroup.id);
    await later.asks(`${bot} what was it?`, 'You asked: Growing Member: what was it?');
    expect(JSON.stringify(world.ollama.asked('what was it?')[0]?.messages)).toContain('remember the anchor');
  });
});
