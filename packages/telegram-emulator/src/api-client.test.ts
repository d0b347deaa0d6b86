// The client the bot uses, against the emulator: what one writes the other must read.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startTelegram } from './testing/bot-client.ts';

type Call = (params?: object) => Promise<Record<string, unknown>>;
interface Client {
  Api: new (token: string, options: object) => Record<string, Call>;
  InputFile: new (data: Uint8Array, meta: object) => object;
}

const loadClient = async (): Promise<Client> => {
  // The client belongs to the handler; from there it is found whatever the package manager's layout is.
  const ofPackage = createRequire(import.meta.url);
  return (await import(pathToFileURL(ofPackage.resolve('node-telegram-bot-api')).href)) as Client;
};

describe('the client of the bot', () => {
  it('sends, edits, answers, uploads and polls', async () => {
    await using telegram = await startTelegram({ rateLimits: false });
    const { emulator, server } = telegram;
    const { Api, InputFile } = await loadClient();
    const api = new Api(emulator.token, { apiRoot: server.url, maxRetries: 0, timeoutMs: 10_000 });
    const call = (name: string, params?: object) =>
      api[name]?.call(api, params) ?? Promise.reject(new Error(name));
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');

    expect(await call('getMe')).toMatchObject({ id: emulator.bot.id, is_bot: true });
    const sent = await call('sendMessage', {
      chat_id: id,
      text: 'Good day',
      entities: [{ type: 'bold', offset: 0, length: 4 }],
      reply_markup: { inline_keyboard: [[{ text: 'Stop', callback_data: 'stop' }]] },
      reply_parameters: { message_id: 1, allow_sending_without_reply: true },
      link_preview_options: { is_disabled: true },
    });
    await call('editMessageText', { chat_id: id, message_id: sent.message_id, text: 'Good evening' });
    await expect(
      call('editMessageText', { chat_id: id, message_id: sent.message_id, text: 'Good evening' }),
    ).rejects.toMatchObject({ errorCode: 400, message: expect.stringContaining('message is not modified') });
    await call('sendDocument', {
      chat_id: id,
      document: new InputFile(Buffer.from('a file'), { filename: 'a.txt', contentType: 'text/plain' }),
      caption: 'Here',
    });
    await call('sendMessageDraft', { chat_id: id, draft_id: 3, text: 'Grow', can_stop: true });
    await call('sendChatAction', { chat_id: id, action: 'typing' });
    await call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    expect(await call('getUpdates', { timeout: 0 })).toMatchObject([{ message: { text: 'hello' } }]);

    expect(emulator.history(id)).toMatchObject([
      { text: 'hello' },
      { text: 'Good evening', edit_date: expect.any(Number) },
      { caption: 'Here', document: { file_name: 'a.txt', mime_type: 'text/plain', file_size: 6 } },
    ]);
    expect(emulator.drafts(id)).toMatchObject([{ draft_id: 3, can_stop: true }]);
  });

  it('sees retry_after and the chat a group moved to', async () => {
    await using telegram = await startTelegram();
    const { emulator, server } = telegram;
    const { Api } = await loadClient();
    const api = new Api(emulator.token, { apiRoot: server.url, maxRetries: 0 });
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const group = emulator.createGroup({ title: 'Group', memberIds: [id] });
    const supergroup = emulator.migrateGroup(group.id);
    await expect(api.sendMessage?.({ chat_id: group.id, text: 'x' })).rejects.toMatchObject({
      errorCode: 400,
      migrateToChatId: supergroup.id,
    });
    emulator.faults.add({ kind: 'status', error_code: 429, retry_after: 7 });
    await expect(api.sendMessage?.({ chat_id: id, text: 'x' })).rejects.toMatchObject({
      errorCode: 429,
      retryAfter: 7,
    });
  });
});
