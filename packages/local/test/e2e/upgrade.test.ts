// A data folder that the version before wrote, with a question it was killed over, goes on under this one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEvents, rawRequest } from '@steward/stand-ins/testing';
import type { EmulatedMessage } from '@steward/telegram-emulator/testing';
import { isGrowing } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Product, startProduct } from './start-product.ts';

/** Two people and a group; session 2 archived, session 3 imported; “Write a long story …” was not answered yet. */
const BEFORE = fileURLToPath(new URL('../fixtures/data-of-the-version-before.tgz', import.meta.url));
const ADA = 1_000_000_001;
const BOB = 1_000_000_002;
const BOT = 4_000_000_001;
/** Ada's very first question, which the version before has answered. */
const ANSWERED = {
  update_id: 100_000_001,
  message: {
    message_id: 1,
    from: { is_bot: false, first_name: 'You', id: ADA },
    chat: { id: ADA, type: 'private', first_name: 'You' },
    date: 1_795_846_330,
    text: 'Hello',
  },
};

let folder: string;
let product: Product;
let port: number;
let events: ReturnType<typeof openEvents>;
let seen = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-upgrade-'));
  execFileSync('tar', ['-xzf', BEFORE, '-C', folder]);
  const inbox = join(folder, 'inbox', String(BOT), '000000000000-0000000100000001.json');
  await writeFile(inbox, JSON.stringify(ANSWERED));
  product = startProduct({ DATA_DIR: folder, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:1' });
  await product.ready;
  await vi.waitFor(() => expect(product.output()).toMatch(/http:\/\/127\.0\.0\.1:\d+/), 20_000);
  port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(product.output())?.[1]);
  events = openEvents(port);
});
afterAll(async () => {
  events?.close();
  await product?.kill9();
  await rm(folder, { recursive: true, force: true });
});

/** The next finished message of the bot's in a chat that fits; each is looked at once. */
const reads = async (chatId: number, part: RegExp): Promise<EmulatedMessage> => {
  const found = await events.next((event) => {
    if (event.type !== 'message' || events.received.indexOf(event) < seen) return false;
    const message = event.message as EmulatedMessage;
    const text = message.text ?? message.caption ?? '';
    return message.chat.id === chatId && message.from?.id === BOT && part.test(text) && !isGrowing(message);
  });
  seen = events.received.indexOf(found) + 1;
  return found.message as EmulatedMessage;
};

const asks = async (userId: number, text: string, answer: RegExp): Promise<EmulatedMessage> => {
  await rawRequest(port, {
    method: 'POST',
    path: '/api/messages',
    headers: { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId, chatId: userId, text }),
  });
  return await reads(userId, answer);
};

/** All texts of a chat as the page shows them now. */
const textsOf = async (chatId: number): Promise<string[]> => {
  const page = openEvents(port);
  const { messages } = (await page.next(({ type }) => type === 'state')) as unknown as {
    messages: Record<string, EmulatedMessage[]>;
  };
  page.close();
  return (messages[chatId] ?? []).map(({ text = '' }) => text);
};

describe('the data folder of the version before', () => {
  test('the question it was killed over is answered, once', async () => {
    const history = await asks(ADA, '/history', /lighthouse/);
    expect(history.text?.match(/Write a long story about a lighthouse/g)).toHaveLength(1);
    const texts = await textsOf(ADA);
    const asked = texts.indexOf('Write a long story about a lighthouse');
    expect(texts.slice(asked + 1, texts.indexOf('/history')).length).toBeGreaterThan(0);
  });

  test('what it had answered is not answered again when it comes again', async () => {
    const started = (await textsOf(ADA)).filter((text) => text.startsWith('Started session'));
    expect(started).toHaveLength(1);
  });

  test('a conversation goes on with its history', async () => {
    const history = await asks(ADA, '/history', /Mimi/);
    expect(history.text).toContain('My cat is called Mimi');
    await asks(BOB, '/history', /Hi from Bob/);
  });

  test('its archive is restored and exported, and the imported conversation is there', async () => {
    await asks(ADA, '/restore 2', /2/);
    const file = await asks(ADA, '/export 2', /^Conversation 2: /);
    expect(file.document?.file_name).toMatch(/^steward-2-/);
    await asks(ADA, '/history', /Tell me of tea in one line/);
    const list = await asks(ADA, '/listsessions', /From afar/);
    expect(list.text).toMatch(/3\. From afar/);
    await asks(ADA, '/newsession 1', /Session 4/);
  });
});
