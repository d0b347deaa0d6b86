import { connect } from 'node:net';
import { plainJpeg, rawRequest } from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import type { TelegramEmulator } from '../emulator.ts';
import { runScriptedBot } from './testing/scripted-bot.ts';
import { cleanUps, originOf, post, startPage } from './testing/start-page.ts';

const texts = (emulator: TelegramEmulator, chatId: number) =>
  emulator.history(chatId).map((message) => message.text);

describe('what people do', () => {
  it('sends a text, as a reply where asked', async () => {
    const { page, emulator, you } = await startPage();
    const first = (await post(page, '/api/messages', { userId: you, chatId: you, text: 'hello' })).json();
    const [replyTo] = first.messageIds as number[];
    await post(page, '/api/messages', { userId: you, chatId: you, text: 'again', replyTo });
    expect(texts(emulator, you)).toEqual(['hello', 'again']);
    expect(emulator.history(you)[1]?.reply_to_message?.message_id).toBe(replyTo);
  });

  it('splits a long paste as Telegram does', async () => {
    const { page, you } = await startPage();
    const answer = await post(page, '/api/messages', {
      userId: you,
      chatId: you,
      text: 'word '.repeat(2000),
    });
    expect(answer.json().messageIds).toHaveLength(3);
  });

  it('takes 100,000 characters and not one more', async () => {
    const { page, you } = await startPage();
    const send = (length: number) =>
      post(page, '/api/messages', { userId: you, chatId: you, text: 'é'.repeat(length) });
    expect((await send(100_000)).status).toBe(200);
    const refused = await send(100_001);
    expect(refused.status).toBe(400);
    expect(refused.json().error).toContain('100,000');
  });

  it('refuses a request that is far too large before it is read whole', async () => {
    const { page, you } = await startPage();
    const headers = { ...originOf(page), 'content-type': 'application/json' };
    const body = JSON.stringify({ userId: you, chatId: you, text: 'x'.repeat(2_000_000) });
    const known = await rawRequest(page.port, {
      method: 'POST',
      path: '/api/messages',
      headers: { ...headers, 'content-length': String(body.length) },
      body: body.slice(0, 1000),
    }).catch((error: Error) => error);
    expect(known).toMatchObject({ status: 413 });
  });

  it('counts what arrives where no length was announced', async () => {
    const { page } = await startPage();
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(page.port, '127.0.0.1', () => {
        socket.write(
          `POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\nOrigin: http://127.0.0.1:${page.port}\r\n` +
            'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        const chunk = Buffer.alloc(65_536, 0x20);
        for (let sent = 0; sent < 20; sent += 1) {
          socket.write(`${chunk.length.toString(16)}\r\n`);
          socket.write(chunk);
          socket.write('\r\n');
        }
      });
      socket.once('data', (data) => {
        resolve(data.toString('latin1').split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(status).toContain('413');
  });

  it.each([
    ['another media type', { 'content-type': 'text/plain' }, '{}', 415],
    ['no JSON', {}, 'hello', 400],
    ['a wrong shape', {}, '{"userId":"1"}', 400],
    ['an empty text', {}, '{"userId":1,"chatId":1,"text":""}', 400],
    ['somebody unknown', {}, '{"userId":1,"chatId":1,"text":"hi"}', 400],
  ])('refuses %s with a sentence', async (_what, headers, body, status) => {
    const { page } = await startPage();
    const answer = await rawRequest(page.port, {
      method: 'POST',
      path: '/api/messages',
      headers: { ...originOf(page), 'content-type': 'application/json', ...headers },
      body,
    });
    expect(answer.status).toBe(status);
    expect(String(answer.json().error)).toMatch(/\w/);
  });

  it('edits a message of one’s own', async () => {
    const { page, emulator, you } = await startPage();
    const [sent] = emulator.sendText(you, you, 'helo');
    const edit = { userId: you, chatId: you, messageId: sent?.message_id, text: 'hello' };
    expect((await post(page, '/api/edits', edit)).status).toBe(200);
    expect(texts(emulator, you)).toEqual(['hello']);
    expect((await post(page, '/api/edits', { ...edit, messageId: 999 })).status).toBe(400);
  });

  it('sends photos, and changes or takes away the words below one', async () => {
    const { page, emulator, you } = await startPage();
    const place = { userId: you, chatId: you };
    const jpeg = Buffer.from(plainJpeg()).toString('base64');
    const sent = await post(page, '/api/photos', { ...place, photos: [[jpeg], [jpeg]], caption: 'Two' });
    const [messageId] = sent.json().messageIds as number[];
    expect(emulator.history(you)).toMatchObject([
      { message_id: messageId, caption: 'Two', photo: [{ width: 64, height: 48 }] },
      { photo: [{ width: 64 }] },
    ]);
    expect((await post(page, '/api/edits', { ...place, messageId, text: '' })).status).toBe(200);
    expect(emulator.history(you)[0]).not.toHaveProperty('caption');
    const refused = await post(page, '/api/photos', {
      ...place,
      photos: [[Buffer.from('GIF').toString('base64')]],
    });
    expect([refused.status, refused.json().error]).toEqual([400, expect.stringContaining('goes as a file')]);
    expect((await post(page, '/api/photos', { ...place, photos: [] })).status).toBe(400);
    const many = await post(page, '/api/photos', { ...place, photos: Array(11).fill([jpeg]) });
    expect(many.json().error).toBe('An album has at most 10 photos.');
  });

  it('adds people and groups', async () => {
    const { page, emulator, you } = await startPage();
    const added = await post(page, '/api/users', {
      firstName: ' Ann ',
      lastName: 'Lovelace',
      username: 'ann_l',
    });
    expect(added.json().user).toMatchObject({ first_name: 'Ann', last_name: 'Lovelace', username: 'ann_l' });
    const ann = (added.json().user as { id: number }).id;
    const group = await post(page, '/api/groups', { title: 'Family', memberIds: [you, ann] });
    const { id } = group.json().chat as { id: number };
    expect(emulator.chats().find((chat) => chat.id === id)?.title).toBe('Family');
    expect((await post(page, '/api/users', { firstName: '  ' })).json().error).toBe('A name is needed.');
    expect((await post(page, '/api/groups', { title: 'x', memberIds: [] })).status).toBe(400);
  });

  it('tells what a tapped button answered', async () => {
    const { page, emulator, you } = await startPage();
    emulator.sendText(you, you, '/start');
    const bot = runScriptedBot(emulator, async ({ callback_query: tap }, call) => {
      if (tap) await call('answerCallbackQuery', { callback_query_id: tap.id, text: `got ${tap.data}` });
    });
    cleanUps.push(bot.stop);
    const keyboard = [[{ text: 'One', callback_data: 'one' }]];
    const sent = (await bot.call('sendMessage', {
      chat_id: you,
      text: 'Choose',
      reply_markup: { inline_keyboard: keyboard },
    })) as { message_id: number };
    const tap = { userId: you, chatId: you, messageId: sent.message_id, data: 'one' };
    expect((await post(page, '/api/taps', tap)).json()).toMatchObject({ answer: { text: 'got one' } });
    expect((await post(page, '/api/taps', { ...tap, data: 'forged' })).status).toBe(400);
  });

  it('stops a draft', async () => {
    const { page, emulator, you } = await startPage();
    emulator.sendText(you, you, '/start');
    const bot = runScriptedBot(emulator, async () => undefined);
    cleanUps.push(bot.stop);
    await bot.call('sendMessageDraft', { chat_id: you, draft_id: 7, text: 'Thin', can_stop: true });
    expect((await post(page, '/api/stops', { userId: you, chatId: you, draftId: 7 })).status).toBe(200);
    expect(emulator.drafts(you)).toEqual([]);
    expect((await post(page, '/api/stops', { userId: you, chatId: you, draftId: 7 })).status).toBe(400);
  });

  it('shows the status it was given, or none', async () => {
    const { page } = await startPage({ status: async () => ({ model: 'demo' }) });
    expect((await rawRequest(page.port, { path: '/api/status' })).json()).toEqual({ model: 'demo' });
    const other = await startPage();
    expect((await rawRequest(other.page.port, { path: '/api/status' })).json()).toEqual({});
  });

  it('says nothing of the cause when the server itself fails', async () => {
    const { page } = await startPage({ status: () => Promise.reject(new Error('secret path')) });
    const answer = await rawRequest(page.port, { path: '/api/status' });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret');
  });
});
