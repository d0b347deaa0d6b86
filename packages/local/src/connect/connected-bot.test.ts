import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '@steward/handler';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO, localEnvironment } from '../local-environment.ts';
import { readArguments } from '../read-arguments.ts';
import { keepConnectedToken, removeUnfinishedTokens } from './connected-bot.ts';

const TOKEN = '123456:ABC-DEF';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-connected-'));
});
afterEach(() => rm(folder, { recursive: true }));

const parse = (env: Record<string, string> = {}) =>
  parseEnvironment(localEnvironment, { DATA_DIR: folder, ...env });

test('a connected bot is polled by the next start, with a data folder of its own; its token is for this user only', async () => {
  expect(parse()).toMatchObject({ TELEGRAM_BOT_TOKEN: undefined, DATA_DIR: folder });
  await keepConnectedToken(folder, TOKEN);
  const path = join(folder, 'bot-token');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(parse()).toMatchObject({
    TELEGRAM_BOT_TOKEN: TOKEN,
    baseDir: folder,
    DATA_DIR: join(folder, 'bots', '123456'),
    connected: { path, use: 'polled' },
  });
});

test('--demo opens the chat page all the same, and a token that is named wins', async () => {
  await keepConnectedToken(folder, TOKEN);
  expect(parse({ [DEMO]: 'yes' })).toMatchObject({
    TELEGRAM_BOT_TOKEN: undefined,
    DATA_DIR: folder,
    connected: { use: 'not-wanted' },
  });
  const TELEGRAM_BOT_TOKEN = '654321:XYZ';
  expect(parse({ TELEGRAM_BOT_TOKEN })).toMatchObject({
    TELEGRAM_BOT_TOKEN,
    DATA_DIR: folder,
    connected: { use: 'passed-over' },
  });
  expect(() => parse({ TELEGRAM_BOT_TOKEN, [DEMO]: 'yes' })).toThrow(/--demo is given beside a bot token/);
});

test('a file that holds no token is a fault that says how to go on, and --demo goes on', async () => {
  await writeFile(join(folder, 'bot-token'), 'hunter2');
  expect(() => parse()).toThrow(/DATA_DIR has a file bot-token that holds no bot token alone.*--demo/);
  expect(() => parse()).not.toThrow('hunter2');
  expect(parse({ [DEMO]: 'yes' })).toMatchObject({ DATA_DIR: folder });
});

test('npm start takes --demo and nothing else', () => {
  expect(readArguments([])).toEqual({});
  expect(readArguments(['--', '--demo'])).toEqual({ [DEMO]: 'yes' });
  expect(() => readArguments(['--help'])).toThrow(/only option is --demo/);
});

test('what a write that was killed left of a token is removed, and nothing else', async () => {
  await keepConnectedToken(folder, TOKEN);
  await writeFile(join(folder, 'bot-token.1234.tmp'), TOKEN);
  await removeUnfinishedTokens(folder);
  expect(await readdir(folder)).toEqual(['bot-token']);
});
