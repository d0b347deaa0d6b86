// "Connect my Telegram" from outside: from the chat page to a polled bot, with kills, and with another user of the
// machine, who can open the page too.
import { existsSync, watch } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, openEvents, rawRequest, startScriptedServer, status } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { createPerson, type EmulatedMessage } from '@steward/telegram-emulator/testing';
import { afterAll, expect, test } from 'vitest';
import { type Product, startProduct } from './start-product.ts';

const cleanUps: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

/** Of the other user of the machine. */
const THEIRS = '4200000002:AATheirs-of-thirty-characters-and-more';
const THEIR_BOT: Record<string, unknown> = {
  getMe: { id: 4200000002, is_bot: true, first_name: 'Theirs', username: 'theirs_bot' },
  getWebhookInfo: { url: '' },
  getUpdates: [],
};

/** A Telegram that knows two bots: that of the emulator and theirs. `hold`: what waits before the next getMe. */
const startTelegram = async () => {
  const emulator = createTelegramEmulator();
  const server = await startBotApiServer(emulator);
  const telegram = { emulator, url: '', hold: async () => {} };
  const answer: Answer = async (response, { path, method, headers, bytes }) => {
    const name = path.split('/').at(-1) ?? '';
    if (path.startsWith(`/bot${THEIRS}/`))
      return status(200, { ok: true, result: THEIR_BOT[name] })(response);
    if (name === 'getMe') await telegram.hold();
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { 'content-type': type = 'application/json' } = headers;
    const body = new Uint8Array(bytes);
    const sent = { method, headers: { 'content-type': type }, body, signal: gone.signal };
    const given = await fetch(`${server.url}${path}`, sent);
    return status(given.status, (await given.json()) as object)(response);
  };
  const front = await startScriptedServer(answer);
  cleanUps.push(server.close, emulator.close, front.close);
  return Object.assign(telegram, { url: front.url });
};

const openPage = async (product: Product) => {
  const [, port] = await product.printed(/http:\/\/127\.0\.0\.1:(\d+) {3}\(open/);
  await product.ready;
  const post = async (path: string, body: object) => {
    const headers = { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' };
    const sent = { method: 'POST', path, headers, body: JSON.stringify(body) };
    const answer = await rawRequest(Number(port), sent);
    return { status: answer.status, ...(answer.json() as { error?: string; link?: string }) };
  };
  return {
    port: Number(port),
    post,
    /** Asks for a code, and reads it in the terminal. */
    codeFor: async (token: string, username: string) => {
      const before = product.output().length;
      expect((await post('/api/connect/code', { token })).status).toBe(200);
      await product.printed(new RegExp(`^[^]{${before},}@${username}\\.[^\\n]*\\n {2}[0-9a-z]{4}-`));
      return /\n {2}([0-9a-z]{4}-[0-9a-z]{4}) /.exec(product.output().slice(before))?.[1] ?? '';
    },
    confirm: (token: string, code: string) => post('/api/connect/confirm', { token, code }),
  };
};

test('a bot is connected by a code from the terminal, and nothing is ever half done', {
  timeout: 300_000,
}, async () => {
  const telegram = await startTelegram();
  const { token, bot } = telegram.emulator;
  const username = bot.username ?? '';
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-connect-'));
  const tokenFile = join(dataDir, 'bot-token');
  let product: Product | undefined;
  cleanUps.push(
    () => rm(dataDir, { recursive: true, force: true }),
    () => product?.kill9(),
  );
  const start = (...words: string[]): Product => {
    const OLLAMA_URL = 'http://127.0.0.1:1';
    const environment = { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL, TELEGRAM_API_URL: telegram.url };
    product = startProduct(environment, { words });
    return product;
  };

  const first = start();
  const page = await openPage(first);
  const events = openEvents(page.port);
  const { users } = (await events.next(({ type }) => type === 'state')) as unknown as {
    users: { id: number }[];
  };
  const you = users[0]?.id ?? 0;
  await page.post('/api/messages', { userId: you, chatId: you, text: 'Of the zinc lighthouse' });
  await events.next(
    ({ type, message }) => type === 'message' && (message as EmulatedMessage).from?.is_bot === true,
  );
  events.close();

  // Another user of the machine: their own bot, and what they see of the page, but not the terminal.
  const code = await page.codeFor(token, username);
  const theirs = await page.codeFor(THEIRS, 'theirs_bot');
  expect((await page.confirm(THEIRS, 'aaaa-aaaa')).error).toMatch(/not the code in the terminal/);
  expect((await page.confirm(THEIRS, code)).error).toMatch(/not the code in the terminal/);
  expect((await page.confirm(token, theirs)).error).toMatch(/not the code in the terminal/);
  expect((await page.post('/api/connect/check', { token: '4100000001:AAWrong' })).error).toMatch(
    /does not know/,
  );
  expect(existsSync(tokenFile)).toBe(false);

  // Killed before anything is written: the chat page is still there.
  const { promise: held, resolve: reached } = Promise.withResolvers<void>();
  telegram.hold = () => {
    reached();
    return new Promise(() => {});
  };
  const lost = page.confirm(token, code).catch(() => {});
  await held;
  await first.kill9();
  await lost;
  telegram.hold = async () => {};
  expect(existsSync(tokenFile)).toBe(false);

  const second = start();
  const again = await openPage(second);
  const connected = await again.confirm(token, await again.codeFor(token, username));
  expect(connected).toMatchObject({ status: 200, username });
  await second.printed(/polling @[\s\S]*Then write to it\. Ctrl\+C stops\./);
  expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
  expect(second.output()).toContain(connected.link);
  expect(second.output()).not.toContain(token.split(':')[1]);
  expect(second.output()).not.toMatch(/^!/m);
  const ada = createPerson({ emulator: telegram.emulator, name: 'Ada', trace: second.output });
  await ada.asks(`/start ${connected.link?.split('start=')[1]}`, /owner|yours/i);
  await ada.asks('Hello', /demonstration/i);
  await second.stop();

  // The conversations of the page are where they were; and killed once the token is written, the bot is there.
  const third = start('--demo');
  const demo = await openPage(third);
  const kept = openEvents(demo.port);
  expect(JSON.stringify(await kept.next(({ type }) => type === 'state'))).toContain('zinc lighthouse');
  kept.close();
  await rm(tokenFile);
  const written = new Promise<void>((resolve) => {
    const watcher = watch(dataDir, (_event, name) => {
      if (name !== 'bot-token') return;
      watcher.close();
      resolve();
    });
  });
  const cut = demo.confirm(token, await demo.codeFor(token, username)).catch(() => {});
  await written;
  await third.kill9();
  await cut;
  const fourth = start();
  await fourth.printed(/polling @/);
  await fourth.ready;
  expect(fourth.output()).not.toContain('Nobody may use this bot yet');
  await ada.asks('Hello again', /./);
});
