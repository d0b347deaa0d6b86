import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOwner } from '@steward/core';
import {
  createDynamoDbAccessStore,
  createDynamoDbCalls,
  createDynamoDbProfileStore,
  parseEnvironment,
} from '@steward/handler';
import { startSessionTable } from '@steward/stand-ins';
import { type FakeOllama, startFakeOllama, startScriptedServer, status } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { BotApiServer, TelegramEmulator } from '@steward/telegram-emulator/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepConnectedToken } from '../connect/connected-bot.ts';
import { localEnvironment } from '../local-environment.ts';
import { checkClock } from './check-clock.ts';
import { checkZone } from './check-zone.ts';
import { runDoctor } from './doctor.ts';
import { broken, conclusionOf, doubtful, good, lineOf } from './finding.ts';

let dataDir: string;
let emulator: TelegramEmulator;
let telegram: BotApiServer;
let ollama: FakeOllama;
const cleanUps: (() => unknown)[] = [];

beforeEach(async () => {
  emulator = createTelegramEmulator();
  [dataDir, telegram, ollama] = await Promise.all([
    mkdtemp(join(tmpdir(), 'steward-doctor-')),
    startBotApiServer(emulator),
    startFakeOllama(),
  ]);
  ollama.models = [{ name: 'sees:4b', size: 1, capabilities: ['completion', 'vision'] }];
  cleanUps.push(() => rm(dataDir, { recursive: true }), telegram.close, emulator.close, ollama.close);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const withBot = () => ({ TELEGRAM_BOT_TOKEN: emulator.token, TELEGRAM_API_URL: telegram.url });
const serving = async (answer: Parameters<typeof startScriptedServer>[0]): Promise<string> => {
  const server = await startScriptedServer(answer);
  cleanUps.push(server.close);
  return server.url;
};

/** What it prints, and its exit code as the last line. */
const doctor = async (env: Record<string, string> = {}, ...words: string[]): Promise<string> => {
  const lines: string[] = [];
  const SPEECH_URL = await serving(status(400));
  const environment = { DATA_DIR: dataDir, OLLAMA_URL: ollama.url, SPEECH_URL, PORT: '0', ...env };
  const exitCode = await runDoctor(environment, words, (line) => lines.push(line));
  const output = [...lines, `exit ${exitCode}`].join('\n');
  expect(output).not.toContain(emulator.token.split(':')[1]);
  return output;
};

describe('where all is well', () => {
  test('every line is good, and nothing is changed', async () => {
    const before = await readdir(dataDir);
    const output = await doctor(withBot());
    expect(output.split('\n').filter((line) => !line.startsWith('✓'))).toEqual([
      'Nothing is broken.',
      'exit 0',
    ]);
    for (const what of [
      'token: @',
      'webhook: none',
      'polling: no other',
      'model server: Ollama',
      'models: sees:4b',
      'window: sees:4b takes 8,192',
      'sight: photos',
      'speech:',
      'clock: goes',
      'zone:',
      'data folder:',
      'lock:',
      'disk:',
    ])
      expect(output).toContain(`✓ ${what}`);
    expect(await readdir(dataDir)).toEqual(before);
  });

  test('a bot that was connected on the chat page is looked at, too', async () => {
    await keepConnectedToken(dataDir, emulator.token);
    expect(await doctor({ TELEGRAM_API_URL: telegram.url })).toMatch(
      /✓ token: @[\s\S]*bots.* \(the first start makes it\)/,
    );
    expect(await doctor(withBot())).toContain('passed over');
    // With --demo the page runs beside it, on the ports of both.
    const running = await startSessionTable({ dataDir: join(dataDir, 'dynamodb') });
    cleanUps.push(running.close);
    expect(await doctor({ TELEGRAM_API_URL: telegram.url })).not.toContain('port:');
  });

  test('without a bot it is the chat page that must be able to start', async () => {
    expect(await doctor()).toMatch(
      /✓ token: none[\s\S]*✓ port: 0 is free for the chat page\n✓ port: 0 is free for the app/,
    );
    const other = createServer().listen(0, '127.0.0.1');
    cleanUps.push(() => other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    expect(await doctor({ PORT: String(port) })).toMatch(
      /✗ port: another program uses \d+, which the chat page needs \(PORT=0 npm start\)[\s\S]*exit 1/,
    );
  });

  test('while Steward runs its poll is not broken off', async () => {
    const running = await startSessionTable({ dataDir: join(dataDir, 'dynamodb') });
    cleanUps.push(running.close);
    const output = await doctor(withBot());
    expect(output).toMatch(/✓ polling: by this Steward[\s\S]*✓ lock: Steward is running[\s\S]*exit 0/);
    expect(emulator.calls().map(({ method }) => method)).not.toContain('getUpdates');
  });
});

describe('of the bot it tells', () => {
  test('a wrong token', async () => {
    expect(await doctor({ ...withBot(), TELEGRAM_BOT_TOKEN: '4000000001:AAWrong' })).toMatch(
      /✗ token: Telegram does not know it \(401\) \(.*@BotFather.*\)[\s\S]*exit 1/,
    );
  });

  test('a Telegram that is away', async () => {
    await telegram.close();
    expect(await doctor(withBot())).toMatch(/✗ token: Telegram cannot be reached \(ECONNREFUSED\) \(curl/);
  });

  test.each([
    [403, '✗ token: Telegram refuses the bot (403) (another bot: @BotFather, /newbot)'],
    [429, '! token: Telegram asks to wait (429) (npm run doctor, in a minute)'],
  ])('a Telegram that answers %i, and what to do', async (error_code, line) => {
    emulator.faults.add({ kind: 'status', error_code, description: 'No', method: 'getMe' });
    expect(await doctor(withBot())).toContain(line);
  });

  test('a webhook elsewhere, which its own command removes', async () => {
    const values = { url: 'https://bot.example.org/secret-path' };
    await emulator.api.call('setWebhook', { values, files: new Map() });
    const output = await doctor(withBot());
    expect(output).toMatch(/✗ webhook: .*bot\.example\.org.*npm run doctor -- --remove-webhook/);
    expect(output).not.toContain('secret-path');
    expect(await doctor(withBot(), '--remove-webhook')).toMatch(/✓ webhook: removed[\s\S]*exit 0/);
    expect(await doctor(withBot())).toContain('✓ webhook: none');
    expect(await doctor({}, '--remove-webhook')).toMatch(/✗ webhook: there is no token[\s\S]*exit 1/);
  });

  test('another program that polls it', async () => {
    const description = 'Conflict: terminated by other getUpdates request';
    emulator.faults.add({ kind: 'status', error_code: 409, description, method: 'getUpdates' });
    expect(await doctor(withBot())).toMatch(/✗ polling: another program polls this bot \(409\)/);
  });
});

describe('of the models it tells', () => {
  test('that none is there, with the one to get', async () => {
    ollama.models = [{ name: 'nomic-embed', size: 1 }];
    expect(await doctor()).toMatch(/✗ models: none is installed \(ollama pull qwen3\.5:/);
  });

  test('that one of MODELS is missing, a short window, and that none sees', async () => {
    ollama.models = [{ name: 'blind:1b', size: 1 }];
    const MODELS = JSON.stringify([{ name: 'blind:1b', contextLength: 2048 }, { name: 'gone:7b' }]);
    const output = await doctor({ MODELS });
    expect(output).toMatch(/✗ models: gone:7b is offered, but not installed \(ollama pull gone:7b\)/);
    expect(output).toMatch(
      /! window: blind:1b takes 2,048[\s\S]*! sight: no model here sees photos \(ollama pull/,
    );
    expect(await doctor({ MODELS: '[' })).toContain('✗ models: MODELS is no list');
    expect(await doctor({ MODELS: '[{"name":"gone:7b"}]' })).not.toContain('✓ models');
  });

  test.each([
    ['refuses the key', status(401), /✗ model server: .* refuses the key/],
    ['is no Ollama', status(200, 'hello'), /✗ model server: what answers at .* is no Ollama/],
  ])('a server that %s', async (_what, answer, line) => {
    expect(await doctor({ OLLAMA_URL: await serving(answer) })).toMatch(line);
  });

  test('a server that is away: bad where it was named, else the demo model stands in', async () => {
    expect(await doctor({ OLLAMA_URL: 'http://127.0.0.1:1' })).toMatch(
      /✗ model server: nothing .* \(ollama serve\)/,
    );
  });
});

describe('of the rest it tells', () => {
  test.each([
    [status(401), /✗ speech: .* refuses the key \(401\)/],
    [status(404), /✗ speech: .* no route for transcriptions/],
    [status(503), /! speech: .* answers 503/],
  ])('what the speech server answers', async (answer, line) => {
    expect(await doctor({ SPEECH_URL: await serving(answer), SPEECH_API_KEY: 'k3y-of-speech' })).toMatch(
      line,
    );
  });

  test('a speech server that is away', async () => {
    expect(await doctor({ SPEECH_URL: 'http://127.0.0.1:1' })).toMatch(/✗ speech: nothing answers/);
  });

  test('every fault of the configuration, and no value', async () => {
    const output = await doctor({ TELEGRAM_BOT_TOKEN: 'hunter2', PORT: 'x' });
    expect(output).toMatch(/✗ settings: .*TELEGRAM_BOT_TOKEN.*PORT[\s\S]*exit 1/);
    expect(output).not.toContain('hunter2');
    expect(await doctor({}, '--nonsense')).toMatch(/usage: npm run doctor/);
  });

  test('a clock that goes wrong', async () => {
    const dateMs = Date.parse('2027-03-11T08:00:00Z');
    const url = await serving(status(200, '', { date: new Date(dateMs).toUTCString() }));
    const places = { ...withBot(), TELEGRAM_API_URL: url, DATA_DIR: dataDir };
    const env = parseEnvironment(localEnvironment, places);
    // In the middle of the second that the date names.
    const off = (ms: number) => checkClock(env, () => dateMs + 500 + ms);
    expect(lineOf(await off(120_000))).toMatch(/✗ clock: 120 s fast beside Telegram’s \(/);
    expect(lineOf(await off(-30_000))).toMatch(/! clock: 30 s slow/);
    expect(lineOf(await off(9_000))).toMatch(/✓ clock/);
  });

  test('a zone that is not the owner’s', async () => {
    const { environment, close } = await startSessionTable({ dataDir: join(dataDir, 'dynamodb') });
    const table = { client: createDynamoDbCalls(environment), tableName: environment.TABLE_NAME as string };
    await createDynamoDbAccessStore(table).change((list) => withOwner(list, 7));
    const zone = { name: 'Asia/Tokyo', from: 'command' as const };
    await createDynamoDbProfileStore(table).update(7, { zone, updatedAtMs: 1 });
    await close();
    const env = parseEnvironment(localEnvironment, { DATA_DIR: dataDir });
    expect(lineOf(await checkZone(env, false, 'Europe/Berlin'))).toMatch(
      /! zone: .*Europe\/Berlin, yours Asia\/Tokyo/,
    );
    expect(lineOf(await checkZone(env, false, 'Asia/Tokyo'))).toMatch(/✓ zone/);
    expect(lineOf(await checkZone(env, true, 'Europe/Berlin'))).toMatch(/✓ zone: .*\/timezone/);
    expect(await readdir(dataDir)).toEqual(['dynamodb']);
  });

  test.skipIf(process.platform === 'win32')('a folder that others may open', async () => {
    await chmod(dataDir, 0o755);
    expect(await doctor()).toMatch(/! data folder: other users may open .* \(chmod -R go= /);
    await mkdir(join(dataDir, 'inner'));
    expect(await doctor({ DATA_DIR: '/dev/null/data' })).toMatch(
      /✗ data folder: .* cannot be looked at \(ENOTDIR\)/,
    );
  });

  test('how many lines are bad, in the last one', () => {
    expect(conclusionOf([good('a'), doubtful('b')])).toEqual({
      said: 'Nothing is broken. 1 worth a look.',
      exitCode: 0,
    });
    expect(conclusionOf([broken('a', 'mend it'), doubtful('b')])).toEqual({
      said: '1 broken, 1 worth a look.',
      exitCode: 1,
    });
    expect(conclusionOf([broken('a')])).toMatchObject({ exitCode: 1 });
  });
});

describe('what can be connected', () => {
  const said = async (env: Record<string, string>) =>
    (await doctor(env)).split('\n').filter((line) => line.includes('connections:'));

  test('a client without its other half is named, its secret is not', async () => {
    expect(await said({ GOOGLE_CLIENT_ID: 'id', NOTION_CLIENT_SECRET: 'canary' })).toEqual([
      '✓ connections: demo notes, CalDAV, calendar addresses can be connected',
      '! connections: Google is not offered, because GOOGLE_CLIENT_SECRET is not set (GOOGLE_CLIENT_SECRET=… npm start)',
      '! connections: Notion is not offered, because NOTION_CLIENT_ID is not set (NOTION_CLIENT_ID=… npm start)',
    ]);
    expect(await said({ MICROSOFT_CLIENT_ID: 'id', MICROSOFT_CLIENT_SECRET: 'canary' })).toEqual([
      '✓ connections: Outlook, the demo calendar, demo notes, CalDAV, calendar addresses can be connected',
    ]);
  });

  test('keys that others may read are broken, and none are made', async () => {
    await said({});
    expect(await readdir(dataDir)).not.toContain('token-keys');
    await writeFile(join(dataDir, 'token-keys'), '1:canary', { mode: 0o644 });
    expect(await said({})).toEqual([expect.stringMatching(/^✗ connections: Other users .* chmod 600 /)]);
  });
});
