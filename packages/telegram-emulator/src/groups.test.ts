import { describe, expect, it } from 'vitest';
import type { TelegramEmulator } from './emulator.ts';
import { startTelegram } from './testing/bot-client.ts';

const group = (emulator: TelegramEmulator, options: { forum?: boolean } = {}) => {
  const alice = emulator.addUser({ first_name: 'Alice' }).id;
  const bob = emulator.addUser({ first_name: 'Bob', last_name: 'B', username: 'bob_b' }).id;
  const chat = emulator.createGroup({
    title: 'Friends',
    memberIds: [alice, bob],
    adminIds: [alice],
    ...options,
  });
  return { alice, bob, chat };
};

describe('a group', () => {
  it('shows a bot in privacy mode commands, mentions and replies to it, and hides the rest', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { alice, bob, chat } = group(emulator);
    const own = await call('sendMessage', { chat_id: chat.id, text: 'I am the bot' });
    const [talk] = emulator.sendText(alice, chat.id, 'only people');
    emulator.sendText(alice, chat.id, '/help@other_bot');
    emulator.sendText(bob, chat.id, '@bob_b hi', { replyTo: talk?.message_id ?? 0 });
    emulator.sendText(alice, chat.id, '/help');
    emulator.sendText(alice, chat.id, '/help@steward_local_bot');
    emulator.sendText(alice, chat.id, 'hey @steward_local_bot!');
    emulator.sendText(bob, chat.id, 'yes', { replyTo: own.result.message_id });
    emulator.sendOther(alice, chat.id, {
      text: 'Steward',
      entities: [{ type: 'text_mention', offset: 0, length: 7, user: emulator.bot }],
    });
    emulator.editText(alice, chat.id, talk?.message_id ?? 0, 'still only people');
    const { result } = await call('getUpdates');
    expect(result[0]).toHaveProperty('my_chat_member');
    expect(result[1].message).toHaveProperty('new_chat_members');
    expect(result.slice(2).map((one: { message: { text: string } }) => one.message.text)).toEqual([
      '/help',
      '/help@steward_local_bot',
      'hey @steward_local_bot!',
      'yes',
      'Steward',
    ]);
  });

  it('shows everything to a bot without privacy mode, and nothing to one that left', async () => {
    await using telegram = await startTelegram({ groupPrivacy: false });
    const { emulator, call } = telegram;
    const { alice, chat } = group(emulator);
    emulator.sendText(alice, chat.id, 'seen');
    await call('leaveChat', { chat_id: chat.id });
    const waiting = emulator.pendingUpdates();
    emulator.sendText(alice, chat.id, '/unseen');
    expect(emulator.pendingUpdates()).toBe(waiting);
    expect((await call('getUpdates')).result.at(-1).my_chat_member.new_chat_member.status).toBe('left');
  });

  it('becomes a supergroup with a counter of its own, and the old one says where it went', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { alice, chat } = group(emulator);
    const supergroup = emulator.migrateGroup(chat.id);
    expect(supergroup).toMatchObject({ type: 'supergroup', title: 'Friends' });
    expect(await call('sendMessage', { chat_id: chat.id, text: 'x' })).toMatchObject({
      error_code: 400,
      parameters: { migrate_to_chat_id: supergroup.id },
    });
    expect(emulator.chats().map((one) => one.id)).not.toContain(chat.id);
    expect(() => emulator.sendText(alice, chat.id, 'x')).toThrow('has become');
    const { result } = await call('sendMessage', { chat_id: supergroup.id, text: 'here' });
    expect(result.message_id).toBe(2);
    const updates = (await call('getUpdates')).result;
    expect(updates.at(-2).message.migrate_to_chat_id).toBe(supergroup.id);
    expect(updates.at(-1).message.migrate_from_chat_id).toBe(chat.id);
  });

  it('without topics gives replies the id of their thread, which a bot cannot send to', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { alice, bob, chat } = group(emulator);
    const { id } = emulator.migrateGroup(chat.id);
    const [first] = emulator.sendText(alice, id, '/first');
    const [second] = emulator.sendText(bob, id, '/second', { replyTo: first?.message_id ?? 0 });
    const [third] = emulator.sendText(alice, id, '/third', { replyTo: second?.message_id ?? 0 });
    expect([second, third].map((one) => one?.message_thread_id)).toEqual([
      first?.message_id,
      first?.message_id,
    ]);
    expect(third).not.toHaveProperty('is_topic_message');
    const answer = await call('sendMessage', {
      chat_id: id,
      message_thread_id: first?.message_id,
      text: 'x',
    });
    expect(answer.description).toBe('Bad Request: message thread not found');
  });

  it('with topics keeps answers in the topic, by its id or by the reply', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { alice, chat } = group(emulator, { forum: true });
    expect(chat).toMatchObject({ type: 'supergroup', is_forum: true });
    const [asked] = emulator.sendText(alice, chat.id, '/ask', { threadId: 17 });
    expect(asked).toMatchObject({ message_thread_id: 17, is_topic_message: true });
    const named = await call('sendMessage', { chat_id: chat.id, message_thread_id: 17, text: 'a' });
    const reply_parameters = { message_id: asked?.message_id };
    const replied = await call('sendMessage', { chat_id: chat.id, text: 'b', reply_parameters });
    expect([named, replied].map((one) => one.result.message_thread_id)).toEqual([17, 17]);
    const [further] = emulator.sendText(alice, chat.id, 'c', { replyTo: asked?.message_id ?? 0 });
    expect(further).toMatchObject({ message_thread_id: 17, is_topic_message: true });
  });

  it('tells who its members are', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { alice, bob, chat } = group(emulator);
    const dora = emulator.addUser({ first_name: 'Dora' }).id;
    const admin = emulator.createGroup({ title: 'Two', memberIds: [dora], adminIds: [alice, bob] });
    const status = async (chat_id: number, user_id: number) =>
      (await call('getChatMember', { chat_id, user_id })).result.status;
    expect(await status(chat.id, alice)).toBe('creator');
    expect(await status(chat.id, bob)).toBe('member');
    expect(await status(chat.id, dora)).toBe('left');
    expect(await status(admin.id, bob)).toBe('administrator');
    expect(await status(admin.id, emulator.bot.id)).toBe('member');
    emulator.sendText(dora, dora, 'hello');
    expect(await status(dora, dora)).toBe('member');
    const { result } = await call('getChatAdministrators', { chat_id: admin.id });
    expect(result.map((one: { user: { id: number } }) => one.user.id)).toEqual([alice, bob]);
  });
});
