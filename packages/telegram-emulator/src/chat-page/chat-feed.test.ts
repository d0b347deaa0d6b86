import { rawRequest } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import { messagesAtOnce } from './chat-feed.ts';
import { runScriptedBot } from './testing/scripted-bot.ts';
import { cleanUps, eventsOf, post, startPage } from './testing/start-page.ts';

describe('events', () => {
  it('begin with everything that is there', async () => {
    const { page, emulator, you } = await startPage();
    emulator.sendText(you, you, 'before');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    await bot.call('setMyCommands', { commands: [{ command: 'start', description: 'Begin' }] });
    await bot.call('sendChatAction', { chat_id: you, action: 'typing' });
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 3, text: 'Thin' });
    const state = await eventsOf(page).next((event) => event.type === 'state');
    expect(state).toMatchObject({
      bot: { is_bot: true },
      users: [{ first_name: 'Sam' }],
      chats: [{ id: you, type: 'private', memberIds: [you] }],
      commands: [{ command: 'start' }],
      messages: { [you]: [{ text: 'before' }] },
      drafts: { [you]: [{ draft_id: 3, text: 'Thin' }] },
      actions: { [you]: { action: 'typing' } },
      more: [],
    });
  });

  it('tell of messages, edits, deletions, typing, drafts and commands as they happen', async () => {
    const { page, emulator, you } = await startPage();
    const stream = eventsOf(page);
    await stream.next((event) => event.type === 'state');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    emulator.sendText(you, you, 'hello');
    await stream.next((event) => (event.message as { text?: string })?.text === 'hello');
    await bot.call('sendChatAction', { chat_id: you, action: 'typing' });
    await stream.next(
      (event) => event.type === 'action' && (event.action as { action: string }).action === 'typing',
    );
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 3, text: 'Thin' });
    await stream.next((event) => event.type === 'drafts' && (event.drafts as unknown[]).length === 1);
    const sent = (await bot.call('sendMessage', { chat_id: you, text: 'on' })) as { message_id: number };
    await bot.call('editMessageText', { chat_id: you, message_id: sent.message_id, text: 'once' });
    const edited = await stream.next((event) => (event.message as { text?: string })?.text === 'once');
    expect(edited).toMatchObject({ type: 'message', chatId: you, message: { message_id: sent.message_id } });
    await bot.call('deleteMessage', { chat_id: you, message_id: sent.message_id });
    await stream.next((event) => event.type === 'deleted' && event.messageId === sent.message_id);
    await bot.call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    await stream.next((event) => event.type === 'commands');
  });

  it('tell of new people and groups, with their members', async () => {
    const { page, you } = await startPage();
    const stream = eventsOf(page);
    await stream.next((event) => event.type === 'state');
    const { user } = (await post(page, '/api/users', { firstName: 'Ann' })).json() as {
      user: { id: number };
    };
    await stream.next((event) => event.type === 'people' && (event.users as unknown[]).length === 2);
    await post(page, '/api/users', { firstName: 'Bob' });
    await post(page, '/api/groups', { title: 'Two of us', memberIds: [you, user.id] });
    const isKnown = (event: Record<string, unknown>) =>
      event.type === 'people' &&
      (event.chats as { title?: string; memberIds: number[] }[]).some(
        (chat) => chat.title === 'Two of us' && chat.memberIds.length === 2,
      );
    expect(await stream.next(isKnown)).toBeDefined();
  });

  it('offer a group made elsewhere to everybody', async () => {
    const { page, emulator, you } = await startPage();
    const ann = emulator.addUser({ first_name: 'Ann' }).id;
    emulator.createGroup({ title: 'Elsewhere', memberIds: [ann] });
    const state = await eventsOf(page).next((event) => event.type === 'state');
    const group = (state.chats as { title?: string }[]).find((chat) => chat.title === 'Elsewhere');
    expect(group).toMatchObject({ memberIds: [you, ann] });
  });

  it('bring the latest messages of a long chat, and the earlier ones on request', async () => {
    const { page, emulator, you } = await startPage();
    for (let count = 1; count <= messagesAtOnce + 50; count += 1)
      emulator.sendText(you, you, `message ${count}`);
    const state = await eventsOf(page).next((event) => event.type === 'state');
    const latest = (state.messages as Record<string, { message_id: number; text: string }[]>)[you] ?? [];
    expect(latest).toHaveLength(messagesAtOnce);
    expect(state.more).toEqual([you]);
    const before = latest[0]?.message_id;
    const answer = await rawRequest(page.port, { path: `/api/history?chatId=${you}&before=${before}` });
    expect(answer.json()).toMatchObject({ more: false });
    expect((answer.json().messages as { text: string }[]).map(({ text }) => text)[0]).toBe('message 1');
    expect(answer.json().messages).toHaveLength(50);
  });

  it('keep a silent connection warm', async () => {
    const { page } = await startPage({ heartbeatMs: 5 });
    await eventsOf(page).next((event) => event.type === ': still here');
  });

  it('forget a page that has gone', async () => {
    const { page, emulator, you } = await startPage();
    const gone = eventsOf(page);
    await gone.next((event) => event.type === 'state');
    gone.close();
    const stays = eventsOf(page);
    await stays.next((event) => event.type === 'state');
    emulator.sendText(you, you, 'still told');
    await stays.next((event) => event.type === 'message');
  });
});
