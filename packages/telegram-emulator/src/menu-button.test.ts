// What opens a Mini App: the menu button, and the buttons below messages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTelegram } from './testing/bot-client.ts';

const app = (url = 'https://example.org/mini') => ({ type: 'web_app', text: 'App', web_app: { url } });
const meet = (telegram: Awaited<ReturnType<typeof startTelegram>>, name = 'Alice'): number => {
  const { id } = telegram.emulator.addUser({ first_name: name });
  telegram.emulator.sendText(id, id, 'hello');
  return id;
};

describe('the menu button', () => {
  it('is the chat’s own, else that of all chats, else the commands', async () => {
    await using telegram = await startTelegram();
    const { call, emulator } = telegram;
    const [alice, bob] = [meet(telegram), meet(telegram, 'Bob')];
    const got = async (params = {}) => (await call('getChatMenuButton', params)).result;
    expect(await got()).toEqual({ type: 'commands' });
    expect(await got({ chat_id: alice })).toEqual({ type: 'default' });

    await call('setChatMenuButton', { menu_button: app() });
    await call('setChatMenuButton', { chat_id: String(bob), menu_button: { type: 'commands' } });
    expect([await got(), await got({ chat_id: bob })]).toEqual([app(), { type: 'commands' }]);
    expect([emulator.menuButton(alice), emulator.menuButton(bob)]).toEqual([app(), { type: 'commands' }]);

    await call('setChatMenuButton', { chat_id: bob });
    expect(emulator.menuButton(bob)).toEqual(app());
    await call('setChatMenuButton', { menu_button: JSON.stringify({ type: 'default' }) });
    expect([await got(), emulator.menuButton(alice)]).toEqual([{ type: 'commands' }, { type: 'commands' }]);
  });

  it('is there again after a kill, with the messages that open the app', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telegram-menu-'));
    try {
      const options = { journalPath: join(folder, 'journal.jsonl') };
      const before = await startTelegram(options);
      const alice = meet(before);
      const keyboard = { inline_keyboard: [[{ text: 'Open', web_app: { url: 'https://example.org' } }]] };
      await before.call('sendMessage', { chat_id: alice, text: 'Here', reply_markup: keyboard });
      await before.call('setChatMenuButton', { menu_button: app() });
      await before.call('setChatMenuButton', { chat_id: alice, menu_button: app('https://example.org/own') });
      await before.server.close();
      for (const _restart of [1, 2]) {
        await using after = await startTelegram(options);
        expect((await after.call('getChatMenuButton')).result).toEqual(app());
        expect(after.emulator.menuButton(alice)).toEqual(app('https://example.org/own'));
        expect(after.emulator.history(alice).at(-1)?.reply_markup).toEqual(keyboard);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [{ type: 'web_app', text: 'App' }, 'field "web_app" must be of type Object'],
    [{ type: 'web_app', text: 'App', web_app: [] }, 'field "web_app" must be of type Object'],
    [{ type: 'web_app', text: 'App', web_app: {} }, 'can\'t find field "url"'],
    [{ type: 'web_app', text: 'App', web_app: { url: 1 } }, 'field "url" must be of type String'],
    [{ type: 'web_app', web_app: { url: 'https://a.org' } }, 'field "text" must be of type String'],
    [{ ...app(), web_app: { url: 'https://a.org', full: true } }, 'unknown field full'],
    [{ ...app(), colour: 'red' }, 'unknown field colour'],
    [{ type: 'commands', text: 'Menu' }, 'unknown field text'],
    [{ text: 'App' }, 'can\'t find field "type"'],
    [{ type: 'constructor' }, 'MenuButton has unsupported type'],
  ])('is refused as %j', async (button, words) => {
    await using telegram = await startTelegram();
    const answer = await telegram.call('setChatMenuButton', { menu_button: button });
    expect(answer).toMatchObject({ ok: false, error_code: 400 });
    expect(answer.description).toBe(`Bad Request: can't parse menu button: ${words}`);
  });

  it.each(['0', '-5', 'alice', '1.5', '99999999999999999999'])('has no chat %s', async (chatId) => {
    await using telegram = await startTelegram();
    const answer = await telegram.call('getChatMenuButton', { chat_id: chatId });
    expect(answer.description).toBe('Bad Request: invalid chat_id specified');
  });
});

describe('the address of an app', () => {
  const send = async (button: object) => {
    await using telegram = await startTelegram({ rateLimits: false });
    const chatId = meet(telegram);
    const markups = [{ inline_keyboard: [[button]] }, { keyboard: [[button]] }];
    const answers = markups.map((markup) =>
      telegram.call('sendMessage', { chat_id: chatId, text: 'Here', reply_markup: markup }),
    );
    return await Promise.all(answers);
  };

  it.each([
    'https://example.org/app?a=b#c',
    'https://192.0.2.4',
    'http://localhost:8788/mini',
    'http://127.0.0.1:8788/mini',
    'http://[::1]:8788/mini',
  ])('may be %s', async (url) => {
    expect(await send({ text: 'Open', web_app: { url } })).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it.each([
    ['http://example.org', 'Only HTTPS links are allowed'],
    ['example.org', 'Only HTTPS links are allowed'],
    ['tg://resolve?domain=a', 'Only HTTPS links are allowed'],
    ['javascript:alert(1)', 'Only HTTPS links are allowed'],
    // No name of this machine, however much it looks like one.
    ['http://localhost.example.org', 'Only HTTPS links are allowed'],
    ['http://127.0.0.1.example.org', 'Only HTTPS links are allowed'],
    ['http://user@192.168.1.4', 'Only HTTPS links are allowed'],
    // What is excepted is http, which needs no certificate.
    ['https://localhost:8788', 'Wrong HTTP URL'],
    ['https://intranet', 'Wrong HTTP URL'],
    ['', 'URL host is empty'],
  ])('is refused as %s', async (url, words) => {
    const ofButton = `button Web App URL '${url}' is invalid: ${words}`;
    expect(await send({ text: 'Open', web_app: { url } })).toMatchObject([
      { error_code: 400, description: `Bad Request: inline keyboard ${ofButton}` },
      { error_code: 400, description: `Bad Request: keyboard ${ofButton}` },
    ]);
  });

  it('is one action of a button among others', async () => {
    const both = { text: 'Open', web_app: { url: 'https://example.org' }, url: 'https://example.org' };
    const [inline] = await send(both);
    expect(inline?.description).toContain('exactly one action is allowed');
  });

  it('stands in private chats only, also in the other kind of keyboard', async () => {
    await using telegram = await startTelegram();
    const group = telegram.emulator.createGroup({ title: 'Family', memberIds: [meet(telegram)] }).id;
    const keyboard = [[{ text: 'Open', web_app: { url: 'https://example.org' } }]];
    const sent = await telegram.call('sendMessage', {
      chat_id: group,
      text: 'Here',
      reply_markup: { keyboard },
    });
    expect(sent.description).toBe('Bad Request: BUTTON_TYPE_INVALID');
  });
});

it.each([
  ['http://localhost:8788/login#t', undefined],
  ['http://127.0.0.1:8788/login#t', undefined],
  ['https://localhost/login', "URL 'https://localhost/login' is invalid: Wrong HTTP URL"],
  ['http://intranet/login', "URL 'http://intranet/login' is invalid: Wrong HTTP URL"],
])('a button with the link %s leads to this machine or nowhere', async (url, fault) => {
  await using telegram = await startTelegram();
  const keyboard = { inline_keyboard: [[{ text: 'Open', url }]] };
  const values = { chat_id: meet(telegram), text: 'Here', reply_markup: keyboard };
  const answer = await telegram.call('sendMessage', values);
  expect(answer.ok).toBe(fault === undefined);
  if (fault) expect(answer.description).toBe(`Bad Request: inline keyboard button ${fault}`);
});
