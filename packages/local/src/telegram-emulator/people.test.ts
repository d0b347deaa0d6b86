import { describe, expect, it } from 'vitest';
import { createTelegramEmulator, type TelegramEmulator } from './emulator.ts';
import type { EmulatorEvent } from './telegram-objects.ts';
import { startTelegram } from './testing/bot-client.ts';

function group(emulator: TelegramEmulator, options: { forum?: boolean } = {}) {
  const alice = emulator.addUser({ first_name: 'Alice' }).id;
  const bob = emulator.addUser({ first_name: 'Bob', last_name: 'B', username: 'bob_b' }).id;
  const chat = emulator.createGroup({
    title: 'Friends',
    memberIds: [alice, bob],
    adminIds: [alice],
    ...options,
  });
  return { alice, bob, chat };
}

describe('people', () => {
  it('write, and a paste of 12,000 characters arrives as three messages', () => {
    const emulator = createTelegramEmulator();
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const sent = emulator.sendText(id, id, 'x'.repeat(12_000));
    expect(sent.map((message) => message.text?.length)).toEqual([4096, 4096, 3808]);
    expect(emulator.history(id)).toHaveLength(3);
    expect(emulator.pendingUpdates()).toBe(3);
  });

  it('get ids of their own or the ones they are given, and are listed with their chats', () => {
    const emulator = createTelegramEmulator();
    const alice = emulator.addUser({ first_name: 'Alice', id: 42 });
    const bob = emulator.addUser({ first_name: 'Bob' });
    expect(emulator.users()).toEqual([alice, bob]);
    expect(emulator.chats()).toEqual([
      { id: 42, type: 'private', first_name: 'Alice', memberIds: [42] },
      { id: bob.id, type: 'private', first_name: 'Bob', memberIds: [bob.id] },
    ]);
  });

  it('cannot do what an app does not offer', () => {
    const emulator = createTelegramEmulator();
    const { alice, bob, chat } = group(emulator);
    const [message] = emulator.sendText(bob, bob, 'mine');
    expect(() => emulator.sendText(alice, alice, '  ')).toThrow('empty message');
    expect(() => emulator.sendText(alice, bob, 'x')).toThrow('is not in chat');
    expect(() => emulator.sendText(1, alice, 'x')).toThrow('Nobody here has the id 1');
    expect(() => emulator.sendText(alice, 5, 'x')).toThrow('There is no chat 5');
    expect(() => emulator.sendText(alice, chat.id, 'x', { replyTo: 99 })).toThrow('no message 99');
    expect(() => emulator.sendText(alice, chat.id, 'x', { threadId: 9 })).toThrow('has no topics');
    expect(() => emulator.editText(alice, alice, message?.message_id ?? 0, 'x')).toThrow('is not by user');
    expect(() => emulator.tap(bob, bob, message?.message_id ?? 0, 'x')).toThrow('no such button');
    expect(() => emulator.tap(alice, bob, message?.message_id ?? 0, 'x')).toThrow('is not in chat');
    expect(() => emulator.stopDraft(alice, alice, 1)).toThrow('cannot be stopped');
    expect(() => emulator.createGroup({ title: 'x', memberIds: [] })).toThrow('needs a person');
    expect(() => emulator.migrateGroup(alice)).toThrow('not a basic group');
    expect(() => createTelegramEmulator({ token: 'secret' })).toThrow('begins with the id');
  });

  it('reply, send files with captions and anything else', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const [first] = emulator.sendText(id, id, 'first');
    emulator.sendText(id, id, 'second', { replyTo: first?.message_id ?? 0 });
    emulator.sendDocument(id, id, { fileName: 'a.md', bytes: Buffer.from('# A'), caption: ' see /help ' });
    emulator.sendOther(id, id, { sticker: { file_id: 's', emoji: '🙂' } });
    const { result } = await call('getUpdates');
    expect(result[1].message.reply_to_message).toMatchObject({ message_id: 1, text: 'first' });
    expect(result[2].message).toMatchObject({
      caption: 'see /help',
      caption_entities: [{ type: 'bot_command', offset: 4, length: 5 }],
      document: { file_name: 'a.md', mime_type: 'application/octet-stream', file_size: 3 },
    });
    expect(result[3].message).toMatchObject({ message_id: 4, sticker: { emoji: '🙂' } });
  });

  it('tap, and see the answer of the bot once', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');
    const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
    const sent = await call('sendMessage', { chat_id: id, text: 'Well?', reply_markup: keyboard });
    const tapped = emulator.tap(id, id, sent.result.message_id, 'yes');
    const query = (await call('getUpdates')).result[1].callback_query;
    expect(query).toMatchObject({ data: 'yes', from: { id }, message: { text: 'Well?', chat: { id } } });
    const answer = {
      callback_query_id: query.id,
      text: 'Good',
      show_alert: true,
      url: 'https://example.org',
    };
    expect(await call('answerCallbackQuery', answer)).toMatchObject({ ok: true });
    expect(await tapped).toEqual({ text: 'Good', show_alert: true, url: 'https://example.org' });
    expect(await call('answerCallbackQuery', answer)).toMatchObject({ ok: false, error_code: 400 });
  });

  it('stop a draft that offers it, and the bot hears of it', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');
    await call('sendMessageDraft', { chat_id: id, draft_id: 7, text: 'Grow', can_stop: true });
    await call('sendMessageDraft', { chat_id: id, draft_id: 8, can_stop: true, keep_on_stop: true });
    emulator.stopDraft(id, id, 7);
    emulator.stopDraft(id, id, 8);
    expect(emulator.drafts(id).map((draft) => draft.draft_id)).toEqual([8]);
    const { result } = await call('getUpdates', { offset: -2 });
    expect(result[0].stopped_message_generation).toMatchObject({ chat: { id }, draft_id: 7 });
  });

  it('block the bot and let it in again, and cannot write in between', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');
    for (const blocked of [true, true, false]) emulator.blockBot(id, blocked);
    const { result } = await call('getUpdates');
    const seen = result.slice(1).map((one: { my_chat_member: object }) => one.my_chat_member);
    expect(seen).toMatchObject([
      { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } },
      { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } },
    ]);
    emulator.blockBot(id, true);
    expect(() => emulator.sendText(id, id, 'x')).toThrow('has blocked the bot');
  });
});

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

describe('what a chat shows', () => {
  it('is told to listeners, and follows edits, deletions, drafts, typing and commands', async () => {
    let now = 1_800_000_000_000;
    await using telegram = await startTelegram({ clock: () => now });
    const { emulator, call } = telegram;
    const events: EmulatorEvent[] = [];
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const unsubscribe = emulator.subscribe((event) => events.push(event));
    emulator.sendText(id, id, 'hello');
    await call('sendChatAction', { chat_id: id, action: 'typing' });
    expect(emulator.actions(id)?.action).toBe('typing');
    await call('sendMessageDraft', { chat_id: id, draft_id: 7, text: 'Gro' });
    expect(emulator.drafts(id)).toMatchObject([{ draft_id: 7, text: 'Gro', can_stop: false }]);
    const sent = await call('sendMessage', {
      chat_id: id,
      text: 'Grown',
      reply_parameters: { message_id: 1 },
    });
    expect(emulator.drafts(id)).toEqual([]);
    expect(emulator.actions(id)).toBeUndefined();
    now += 2_000;
    await call('editMessageText', { chat_id: id, message_id: sent.result.message_id, text: 'Grown up' });
    expect(emulator.history(id)).toMatchObject([
      { text: 'hello' },
      { text: 'Grown up', edit_date: 1_800_000_002, reply_to_message: { text: 'hello' } },
    ]);
    await call('deleteMessage', { chat_id: id, message_id: sent.result.message_id });
    expect(emulator.history(id)).toHaveLength(1);
    await call('setMyCommands', { commands: [{ command: '/help', description: ' Help ' }] });
    expect(emulator.commands()).toEqual([{ command: 'help', description: 'Help' }]);
    unsubscribe();
    emulator.sendText(id, id, 'unheard');
    expect(events.map((event) => event.type)).toEqual([
      'message',
      'action',
      'draft',
      'message',
      'draft',
      'edit',
      'delete',
      'commands',
    ]);
  });

  it('of typing ends after five seconds, of a draft after thirty', async () => {
    let now = 1_800_000_000_000;
    await using telegram = await startTelegram({ clock: () => now });
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');
    await call('sendChatAction', { chat_id: id, action: 'typing' });
    await call('sendMessageDraft', { chat_id: id, draft_id: 7 });
    now += 5_000;
    expect([emulator.actions(id), emulator.drafts(id).length]).toEqual([undefined, 1]);
    now += 25_000;
    expect(emulator.drafts(id)).toEqual([]);
  });
});
