// What a deployment without the outside world talks to: a Telegram with a chat page, and the demo model. As a program:
// writes its addresses as JSON into the file that the first argument names; the second is where chats are kept, the third
// the chat page's port. Runs until SIGTERM. The chats, and the token and the key beside them, are for
// this user only.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { botCommands, createTelegramClient } from '@steward/handler';
import { startDemoModel } from '@steward/stand-ins';
import {
  type ChatPage,
  createTelegramEmulator,
  startBotApiServer,
  startChatPage,
} from '@steward/telegram-emulator';

const [addressFile = '', folder = '', pagePort = '0'] = process.argv.slice(2);

process.umask(0o077);
// What is deployed has been given the token and the key of the first start.
const tokenFile = join(folder, 'telegram', 'token');
const emulator = createTelegramEmulator({
  journalPath: join(folder, 'telegram', 'journal.jsonl'),
  ...(existsSync(tokenFile) && { token: readFileSync(tokenFile, 'utf8') }),
});
writeFileSync(tokenFile, emulator.token);
const keyFile = join(folder, 'demo-key');
if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString('hex'));
const apiKey = readFileSync(keyFile, 'utf8');

/** The wanted port, or any: another Steward may have it. */
const openPage = (port: number): Promise<ChatPage> =>
  startChatPage({ emulator, port, status: () => ({ deployment: 'local cloud' }) }).catch((error: unknown) => {
    if (port === 0 || (error as { code?: unknown }).code !== 'EADDRINUSE') throw error;
    return openPage(0);
  });

const [telegram, model, page] = await Promise.all([
  startBotApiServer(emulator),
  startDemoModel({ apiKey }),
  openPage(Number(pagePort)),
]);
// The menu, which setup-webhook.sh gives a real bot.
const bot = createTelegramClient({ token: emulator.token, apiUrl: telegram.url });
await bot.call('setMyCommands', { commands: botCommands() });
const addresses = {
  telegram: telegram.url,
  token: emulator.token,
  miniAppKey: emulator.miniAppKey,
  ollama: model.url,
  key: apiKey,
  page: page.url,
};
writeFileSync(addressFile, JSON.stringify(addresses));
process.on('SIGTERM', () => {
  emulator.close();
  process.exit(0);
});
