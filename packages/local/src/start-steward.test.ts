// In this process; from outside, and with kills, it is played in test/e2e.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sealText } from '@steward/core';
import { paced } from '@steward/core/testing';
import { type FakeOllama, startFakeOllama } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { type BotApiServer, createPerson, type TelegramEmulator } from '@steward/telegram-emulator/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningSteward, startSteward } from './start-steward.ts';

let dataDir: string;
let emulator: TelegramEmulator;
let server: BotApiServer;
let ollama: FakeOllama;
let printed: string[];
const running: RunningSteward[] = [];

type Listed = { conversations: { id: string; title: string }[] };

beforeEach(async () => {
  emulator = createTelegramEmulator();
  [dataDir, server, ollama] = await Promise.all([
    mkdtemp(join(tmpdir(), 'steward-start-')),
    startBotApiServer(emulator),
    startFakeOllama(),
  ]);
  printed = [];
});
afterEach(async () => {
  for (const steward of running.splice(0)) await steward.stop();
  emulator.close();
  await Promise.all([server.close(), ollama.close()]);
  await rm(dataDir, { recursive: true });
});

const start = async (env: Record<string, string> = {}): Promise<RunningSteward> => {
  const steward = await startSteward(
    { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: ollama.url, ...env },
    (line) => printed.push(line),
  );
  running.push(steward);
  return steward;
};
const withBot = () => ({
  TELEGRAM_BOT_TOKEN: emulator.token,
  TELEGRAM_API_URL: server.url,
  ALLOWED_USER_IDS: 'everyone',
});

test('a question in Telegram is answered, emoji and all', async () => {
  await start(withBot());
  const ada = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  await ada.asks('Is this a 🗼?', 'You asked: Is this a 🗼?');
  expect(printed).toContain('Steward is running.');
});

test('the app is there, printed, and framed by the chat page alone', async () => {
  const { appUrl, pageUrl } = await start();
  expect(printed).toContain(`  App        ${appUrl}`);
  const { port } = new URL(pageUrl ?? '');
  const [miniApp, browser] = await Promise.all(['/mini', '/login'].map((path) => fetch(`${appUrl}${path}`)));
  expect(await browser?.text()).toContain('<title>Steward</title>');
  expect(browser?.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(miniApp?.headers.get('content-security-policy')).toContain(
    `frame-ancestors http://127.0.0.1:${port} http://localhost:${port};`,
  );
  const signIn = await fetch(`${appUrl}/api/sign-in`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ initData: 'nothing' }),
  });
  expect([signIn.status, await signIn.json()]).toEqual([401, { error: 'sign-in-refused' }]);
});

test('with a real bot /web names a link for this machine, which signs in once', async () => {
  const { appUrl } = await start(withBot());
  // Only Telegram's own page may frame it: no chat page is there.
  const policy = (await fetch(`${appUrl}/mini`)).headers.get('content-security-policy');
  expect(policy).toContain('frame-ancestors https://web.telegram.org;');
  const ada = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  const { text = '' } = await ada.asks('/web', /opens only on the machine/);
  const ticket = text.split(`${appUrl}/login#`)[1]?.split('\n')[0];
  const use = async () =>
    await fetch(`${appUrl}/api/ticket/use`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-steward-door': 'browser', origin: appUrl },
      body: JSON.stringify({ ticket }),
    });
  const signedIn = await use();
  expect(signedIn.headers.get('set-cookie')).toBeNull();
  const { token } = (await signedIn.json()) as { token: string };
  const me = await fetch(`${appUrl}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await me.json()).toMatchObject({
    name: 'Ada',
    door: 'browser',
    bot: { name: emulator.bot.first_name },
  });
  expect((await use()).status).toBe(401);
});

test('what was begun before a stop is finished after the next start', async () => {
  ollama.when('Tell me', paced(3_000, ['So it begins ', 'and ends.']));
  const first = await start(withBot());
  const ada = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  ada.says('Tell me');
  await ada.sees('So it begins');
  await first.stop();
  ollama.when('Tell me', ['And ends.']);
  await start(withBot());
  await ada.reads('ends.');
  expect(ada.texts().filter((text) => text.includes('ends.'))).toHaveLength(1);
});

test('what the app asked for while an answer was written is done after the next start', async () => {
  const { promise: isStopping, resolve: goOn } = Promise.withResolvers<void>();
  ollama.when('Tell me', ['So it begins ', { until: isStopping }, 'and ends.']);
  const first = await start(withBot());
  const ada = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  const ask = async <Answer>(appUrl: string, token: string, path: string, body?: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', 'x-steward-door': 'browser', origin: appUrl };
    const response = await fetch(`${appUrl}${path}`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  };
  const { text = '' } = await ada.asks('/web', /opens only on the machine/);
  const ticket = text.split('/login#')[1]?.split('\n')[0];
  const { token } = await ask<{ token: string }>(first.appUrl, '', '/api/ticket/use', { ticket });
  ada.says('Tell me');
  await ada.sees('So it begins');
  const { conversations } = await ask<Listed>(first.appUrl, token, '/api/conversations');
  const rename = { do: 'rename', session: conversations[0]?.id, title: 'Kept' };
  const id = '0d0e3a5c-7f64-4a4e-9d2b-3f2a1c0b9e8d';
  const { work } = await ask<{ work: string }>(first.appUrl, token, '/api/works', { id, ask: rename });
  const path = `/api/works?work=${encodeURIComponent(work)}`;
  expect(await ask(first.appUrl, token, path)).toEqual({ state: 'waiting' });
  const stopped = first.stop();
  goOn();
  await stopped;
  ollama.when('Tell me', ['And ends.']);
  const { appUrl } = await start(withBot());
  await expect.poll(() => ask(appUrl, token, path)).toEqual({ state: 'done' });
  const after = await ask<Listed>(appUrl, token, '/api/conversations');
  expect(after.conversations[0]?.title).toBe('Kept');
  await expect.poll(() => readdir(join(dataDir, 'inbox', 'works'))).toEqual([]);
});

test('what the app asked for after a question is done after its answer, also when the process died between them', async () => {
  ollama.when('Tell me', paced(1_000, ['So it begins ', 'and ends.']));
  const ada = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  ada.says('Tell me');
  const answer = await emulator.api.call('getUpdates', { values: {}, files: new Map() });
  const [update] = (answer as unknown as { result: object[] }).result;
  const id = '0d0e3a5c-7f64-4a4e-9d2b-3f2a1c0b9e8d';
  const ask = { do: 'rename', session: 's-1', title: 'Kept' };
  const body = JSON.stringify({ steward: 'app', owner: ada.id, id, ask, atMs: 1_700_000_001_000 });
  const work = { groupId: String(ada.id), deduplicationId: `${ada.id}:w${id}`, body };
  for (const [path, content] of [
    [`${emulator.bot.id}/000000000001-0000000000000001.json`, update],
    ['works/000000000002-a.json', work],
  ] as const) {
    await mkdir(join(dataDir, 'inbox', dirname(path)), { recursive: true });
    await writeFile(join(dataDir, 'inbox', path), sealText(JSON.stringify(content)));
  }
  await start(withBot());
  await expect.poll(() => readdir(join(dataDir, 'inbox', 'works'))).toEqual([]);
  expect(ada.texts()).toContainEqual(expect.stringContaining('and ends.'));
});

test('a tap on a reminder that a dead process left in the inbox is worked off after the next start', async () => {
  const inbox = join(dataDir, 'inbox', String(emulator.bot.id));
  await mkdir(inbox, { recursive: true });
  const { id } = createPerson({ emulator, name: 'Ada', trace: () => printed.join('\n') });
  const from = { id, is_bot: false, first_name: 'Ada' };
  const message = { message_id: 1, date: 1_700_000_000, chat: { id, type: 'private', first_name: 'Ada' } };
  const query = { id: '1', from, message, chat_instance: '1', data: 'ring:done:1:1700000000000' };
  const update = { update_id: 1, callback_query: query };
  await writeFile(join(inbox, '000000000001-0000000000000001.json'), JSON.stringify(update));
  await start(withBot());
  await expect.poll(() => readdir(inbox)).toEqual([]);
});

test('without a token there is a page, and the data folder keeps its Telegram', async () => {
  const { pageUrl } = await start();
  const page = await fetch(pageUrl ?? '');
  expect(await page.text()).toContain('<html');
  const status = await fetch(`${pageUrl}/api/status`);
  expect(await status.json()).toMatchObject({ server: ollama.url, demo: false });
  expect(await readdir(dataDir)).toContain('telegram');
});

test('a webhook that somebody sets later ends polling, with a reason', async () => {
  const { polling } = await start(withBot());
  const values = { url: 'https://bot.example.org/path' };
  await emulator.api.call('setWebhook', { values, files: new Map() });
  await expect(polling).rejects.toMatchObject({ code: 'webhook-set' });
});

test('a page whose port is taken is not started, and its Telegram is closed again', async () => {
  const { port } = new URL(server.url);
  await expect(start({ PORT: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await start();
});

test('what cannot start leaves nothing running, so that the next try can', async () => {
  await expect(start({ ...withBot(), TELEGRAM_BOT_TOKEN: '1:wrong' })).rejects.toThrow('401');
  await expect(start({ ...withBot(), STREAMING: 'fast' })).rejects.toThrow('STREAMING');
  await start(withBot());
});
