// `npm start` with nothing configured: the chat page, its own Telegram, and the demo model.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, openEvents, rawRequest } from '@steward/stand-ins/testing';
import type { EmulatedMessage } from '@steward/telegram-emulator/testing';
import { buttonsOf, isGrowing } from '@steward/telegram-emulator/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { filesWith } from '../grep.ts';
import { type Product, startProduct } from './start-product.ts';

const folders: string[] = [];
const products: Product[] = [];
afterAll(async () => {
  for (const product of products) if (product.exitCode() === undefined) await product.kill9();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-page-'));
  folders.push(folder);
  return folder;
};

/** Nothing listens on port 1: no Ollama. */
const start = async (dataDir: string, env: Record<string, string> = {}) => {
  const product = startProduct({ DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:1', ...env });
  products.push(product);
  const [, port] = await product.printed(/http:\/\/127\.0\.0\.1:(\d+) {3}\(open/);
  await product.ready;
  return { product, port: Number(port) };
};

const post = (port: number, path: string, body: object) =>
  rawRequest(port, {
    method: 'POST',
    path,
    headers: { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface State {
  bot: { id: number };
  users: { id: number }[];
  commands: { command: string }[];
  messages: Record<string, EmulatedMessage[]>;
}

/** The page as one of its people has it before them. */
const openPage = async (port: number) => {
  const events = openEvents(port);
  const state = (await events.next(({ type }) => type === 'state')) as unknown as State;
  const you = state.users[0]?.id ?? 0;
  const isFromBot = (message: EmulatedMessage, part: RegExp): boolean =>
    message.from?.id === state.bot.id && part.test(message.text ?? '');
  return {
    state,
    you,
    says: (text: string) => post(port, '/api/messages', { userId: you, chatId: you, text }),
    /** Waits for a message of the bot's in any state. */
    sees: (part: RegExp) =>
      events.next(({ type, message }) => type === 'message' && isFromBot(message as EmulatedMessage, part)),
    /** Waits for a finished message of the bot's. */
    reads: (part: RegExp) =>
      events.next(
        ({ type, message }) =>
          type === 'message' &&
          isFromBot(message as EmulatedMessage, part) &&
          !isGrowing(message as EmulatedMessage),
      ),
    close: events.close,
  };
};

describe.concurrent('npm start without a token', { timeout: 300_000 }, () => {
  test('answers the first message by the demo model, and remembers it after kill -9', async () => {
    const dataDir = await newFolder();
    const port = await freePort();
    const { product } = await start(dataDir, { PORT: String(port) });
    const page = await openPage(port);
    expect(page.state.commands.map(({ command }) => command)).toContain('newsession');
    expect((await page.says('Hello, who are you?')).status).toBe(200);
    await page.reads(/demonstration/i);
    const status = await rawRequest(port, { path: '/api/status' });
    expect(status.json()).toMatchObject({ demo: true });
    page.close();
    await product.kill9();
    const again = await openPage((await start(dataDir, { PORT: String(port) })).port);
    expect(again.state.messages[String(again.you)]?.map(({ text }) => text)).toContain('Hello, who are you?');
    await again.says('/history');
    await again.reads(/Hello, who are you\?/);
    again.close();
  });

  test('leaves nothing of what was said on the disk after /forget, nor in the chat', async () => {
    const dataDir = await newFolder();
    const { port } = await start(dataDir);
    const page = await openPage(port);
    const tapsNewest = async (part: RegExp, button: string) => {
      const { message } = (await page.reads(part)) as unknown as { message: EmulatedMessage };
      const data = buttonsOf(message).find(({ text }) => text.includes(button))?.callback_data;
      const tap = { userId: page.you, chatId: page.you, messageId: message.message_id, data };
      expect((await post(port, '/api/taps', tap)).status).toBe(200);
    };
    await page.says('Tell me of the zinc lighthouse');
    await page.reads(/demonstration|lighthouse/i);
    await page.says('/archive');
    await page.reads(/archive/);
    expect(await filesWith(dataDir, 'zinc')).not.toEqual([]);
    await page.says('/forget');
    await tapsNewest(/and what this chat shows/, 'Yes');
    await tapsNewest(/Really everything/, 'Delete all now');
    await page.reads(/All data is deleted/);
    expect(await filesWith(dataDir, 'zinc')).toEqual([]);
    const again = await openPage(port);
    expect(again.state.messages[String(again.you)]).toHaveLength(1);
    for (const one of [page, again]) one.close();
  });

  test('finishes an answer that kill -9 interrupted', async () => {
    const dataDir = await newFolder();
    const { product, port } = await start(dataDir);
    const page = await openPage(port);
    await page.says('Show me code and a table');
    await page.sees(/^(?!Started session)/);
    page.close();
    await product.kill9();
    const again = await openPage((await start(dataDir)).port);
    await again.says('/history');
    await again.reads(/Show me code and a table[\s\S]*Answer/);
    again.close();
  });
});
