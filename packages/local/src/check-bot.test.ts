import { createTelegramClient } from '@steward/handler';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { BotApiServer, TelegramEmulator } from '@steward/telegram-emulator/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkBot } from './check-bot.ts';
import { createLocalLog } from './local-log.ts';
import { StartupError } from './startup-error.ts';

let emulator: TelegramEmulator;
let server: BotApiServer;
beforeEach(async () => {
  emulator = createTelegramEmulator();
  server = await startBotApiServer(emulator);
});
afterEach(async () => {
  emulator.close();
  await server.close();
});

const commands = [{ command: 'start', description: 'Begin' }];

const check = async (token = emulator.token, appUrl?: string) => {
  const printed: string[] = [];
  const slept: number[] = [];
  const log = createLocalLog('/dev/null', (line) => printed.push(line));
  const telegram = createTelegramClient({ token, apiUrl: server.url });
  const bot = checkBot(telegram, {
    commands,
    appUrl,
    print: (line) => printed.push(line),
    log,
    sleep: async (ms) => void slept.push(ms),
  });
  return { bot, printed, slept };
};

describe('a bot that is there', () => {
  test('is known by name, and its menu has the commands', async () => {
    const { bot, printed } = await check();
    const { id, username, first_name: name } = emulator.bot;
    expect(await bot).toEqual({ id, username, name, readsGroups: false });
    expect(emulator.commands()).toEqual(commands);
    expect(printed).toEqual([]);
  });

  test('that reads everything in groups says so', async () => {
    emulator.bot.can_read_all_group_messages = true;
    expect((await (await check()).bot).readsGroups).toBe(true);
  });

  test('starts without its menu when Telegram does not take it', async () => {
    emulator.faults.add({ kind: 'status', error_code: 500, method: 'setMyCommands' });
    const { bot, printed } = await check();
    await bot;
    expect(printed).toEqual([expect.stringContaining('command menu')]);
  });
});

describe('the menu button of a bot', () => {
  const button = async () =>
    (await emulator.api.call('getChatMenuButton', { values: {}, files: new Map() })) as { result: object };

  test('opens the app where there is one', async () => {
    await (await check(emulator.token, 'https://steward.example/mini')).bot;
    const webApp = { url: 'https://steward.example/mini' };
    expect(await button()).toMatchObject({ result: { type: 'web_app', text: 'App', web_app: webApp } });
  });

  test('is left alone where there is none', async () => {
    await (await check()).bot;
    expect(emulator.calls().map(({ method }) => method)).not.toContain('setChatMenuButton');
  });

  test('may be refused: the bot starts all the same', async () => {
    const { bot, printed } = await check(emulator.token, 'http://steward.example/mini');
    await bot;
    expect(printed).toEqual([expect.stringContaining('button that opens the app')]);
  });
});

describe('a bot that cannot be used', () => {
  test('because of its token is told apart', async () => {
    await expect((await check('1:wrong')).bot).rejects.toThrow(StartupError);
    await expect((await check('1:wrong')).bot).rejects.toThrow(/401.*TELEGRAM_BOT_TOKEN/);
  });

  test('because of its webhook keeps the webhook', async () => {
    const values = { url: 'https://bot.example.org/path' };
    await emulator.api.call('setWebhook', { values, files: new Map() });
    await expect((await check()).bot).rejects.toThrow(/webhook is set \(to host bot\.example\.org\)/);
    expect(emulator.calls().map(({ method }) => method)).toEqual(['getMe', 'getWebhookInfo']);
  });

  test('because Telegram refuses it for another reason says its number, and nothing that it said', async () => {
    emulator.faults.add({ kind: 'status', error_code: 418, description: 'a teapot', method: 'getMe' });
    await expect((await check()).bot).rejects.toThrow(/^Telegram refuses this bot \(418\)\. [^\n]+$/);
  });
});

test('Telegram is waited for, longer each time, and that is said once', async () => {
  emulator.faults.add({ kind: 'status', error_code: 500, method: 'getMe', times: 6 });
  const { bot, printed, slept } = await check();
  await bot;
  expect(slept).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 30_000]);
  expect(printed).toEqual([expect.stringContaining('cannot be reached')]);
});

test('a flood wait is kept', async () => {
  emulator.faults.add({ kind: 'status', error_code: 429, retry_after: 7, method: 'getMe' });
  const { bot, slept } = await check();
  await bot;
  expect(slept).toEqual([7_000]);
});
