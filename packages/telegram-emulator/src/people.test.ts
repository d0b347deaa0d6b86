import { describe, expect, it } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';
import type { EmulatorEvent } from './telegram-objects.ts';
import { startTelegram } from './testing/bot-client.ts';

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
    const alice = emulator.addUser({ first_name: 'Alice' }).id;
    const bob = emulator.addUser({ first_name: 'Bob' }).id;
    const chat = emulator.createGroup({ title: 'Friends', memberIds: [alice, bob] });
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
