import { describe, expect, it } from 'vitest';
import { type Answer, startTelegram } from './testing/bot-client.ts';

const texts = (answer: Answer) => answer.result.map((one: { message: { text: string } }) => one.message.text);
const ids = (answer: Answer) => answer.result.map((one: { update_id: number }) => one.update_id);

describe('long polling', () => {
  it('answers as soon as a person writes', async () => {
    await using telegram = await startTelegram();
    const { id } = telegram.emulator.addUser({ first_name: 'Alice', language_code: 'de' });
    const poll = telegram.call('getUpdates', { timeout: 50 });
    while (telegram.emulator.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    telegram.emulator.sendText(id, id, '/start');
    expect((await poll).result).toMatchObject([
      {
        message: {
          message_id: 1,
          from: { id, is_bot: false, first_name: 'Alice', language_code: 'de' },
          chat: { id, type: 'private', first_name: 'Alice' },
          text: '/start',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        },
      },
    ]);
  });

  it('answers with nothing when nothing comes', async () => {
    await using telegram = await startTelegram();
    expect(await telegram.call('getUpdates', { timeout: 1 })).toEqual({ ok: true, result: [] });
  });

  it('gives updates again until a later offset confirms them, numbered one after the other', async () => {
    await using telegram = await startTelegram();
    const { id } = telegram.emulator.addUser({ first_name: 'Alice' });
    for (const text of ['one', 'two', 'three']) telegram.emulator.sendText(id, id, text);
    const [first, second, third] = ids(await telegram.call('getUpdates'));
    expect([second, third]).toEqual([first + 1, first + 2]);
    expect(texts(await telegram.call('getUpdates', { limit: 2 }))).toEqual(['one', 'two']);
    expect(texts(await telegram.call('getUpdates', { offset: second }))).toEqual(['two', 'three']);
    expect(telegram.emulator.pendingUpdates()).toBe(2);
    expect(texts(await telegram.call('getUpdates', { offset: -1 }))).toEqual(['three']);
    expect(await telegram.call('getUpdates', { offset: third + 1 })).toEqual({ ok: true, result: [] });
    expect(telegram.emulator.pendingUpdates()).toBe(0);
  });

  it('loses nothing when the bot hangs up while it waits', async () => {
    await using telegram = await startTelegram();
    const { emulator, server } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const url = `${server.url}/bot${emulator.token}/getUpdates?timeout=30`;
    await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    emulator.sendText(id, id, 'still there');
    expect(texts(await telegram.call('getUpdates'))).toEqual(['still there']);
  });

  it('keeps a message for a day and a tap for 150 seconds', async () => {
    let now = 1_800_000_000_000;
    await using telegram = await startTelegram({ clock: () => now });
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    emulator.sendText(id, id, 'hello');
    const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
    const sent = await call('sendMessage', { chat_id: id, text: 'Well?', reply_markup: keyboard });
    void emulator.tap(id, id, sent.result.message_id, 'yes');
    expect(emulator.pendingUpdates()).toBe(2);
    now += 151_000;
    expect(emulator.pendingUpdates()).toBe(1);
    now += 24 * 60 * 60 * 1000;
    expect(emulator.pendingUpdates()).toBe(0);
  });

  it('brings only the kinds the bot asked for, from then on', async () => {
    await using telegram = await startTelegram();
    const { emulator, call } = telegram;
    const { id } = emulator.addUser({ first_name: 'Alice' });
    const [before] = emulator.sendText(id, id, 'before');
    await call('getUpdates', { allowed_updates: ['edited_message'] });
    emulator.sendText(id, id, 'after');
    emulator.editText(id, id, before?.message_id ?? 0, 'changed');
    const kinds = (await call('getUpdates')).result.map((one: object) => Object.keys(one)[1]);
    expect(kinds).toEqual(['message', 'edited_message']);
    await call('getUpdates', { allowed_updates: [] });
    emulator.sendText(id, id, 'again');
    expect(emulator.pendingUpdates()).toBe(3);
  });

  it('brings a raw update as it was pushed', async () => {
    await using telegram = await startTelegram();
    const id = telegram.emulator.pushUpdate({ hostile: { nested: [null] } });
    telegram.emulator.pushUpdate({ update_id: 7, message: 'not even an object' });
    expect((await telegram.call('getUpdates')).result).toEqual([
      { update_id: id, hostile: { nested: [null] } },
      { update_id: 7, message: 'not even an object' },
    ]);
  });
});
