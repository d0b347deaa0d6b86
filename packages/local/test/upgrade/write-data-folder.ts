// Writes a data folder as people leave it: sessions, an archive, an import, a group, and a kill in the middle of an
// answer. Run by hand with the version whose folder is wanted: `node packages/local/test/upgrade/write-data-folder.ts <folder>`.
import { join, resolve } from 'node:path';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { createPerson } from '@steward/telegram-emulator/testing';
import { startProduct } from '../e2e/start-product.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: write-data-folder.ts <folder>');
const dataDir = resolve(folder);
// Where the chat page keeps it, so that `npm start` without a token finds the same chats.
const emulator = createTelegramEmulator({ journalPath: join(dataDir, 'telegram', 'journal.jsonl') });
const server = await startBotApiServer(emulator);
const product = startProduct({
  TELEGRAM_BOT_TOKEN: emulator.token,
  TELEGRAM_API_URL: server.url,
  ALLOWED_USER_IDS: 'everyone',
  // Nobody listens there: the demo model answers.
  OLLAMA_URL: 'http://127.0.0.1:9',
  DATA_DIR: dataDir,
  PORT: '0',
});
await product.ready;

const person = (name: string, chatId?: number) =>
  createPerson({ emulator, name, trace: product.output, chatId });
const patienceMs = 120_000;
const [ada, bob] = [person('Ada'), person('Bob')];
await ada.asks('The lighthouse stands at Skagen', 'Skagen', patienceMs);
await ada.asks('/newsession 1', 'Session 2', patienceMs);
await ada.asks('My bicycle is blue', 'bicycle', patienceMs);
const exported = await ada.asks('/export 2', 'Conversation 2', patienceMs);
const file = emulator.file(exported.document?.file_id ?? '');
if (!file) throw new Error('Nothing was exported');
await ada.asks('/archive 2', 'is archived', patienceMs);
ada.sends({ fileName: file.fileName, mimeType: file.mimeType, bytes: file.bytes });
await ada.reads('Imported as session 3', patienceMs);
await ada.asks('/switch 1', 'Skagen', patienceMs);
await bob.asks('My boat is called Hope', 'boat', patienceMs);
const group = emulator.createGroup({
  title: 'Harbour',
  memberIds: [ada.id, bob.id],
  adminIds: [ada.id],
});
const member = person('Bob', group.id);
await member.asks(`@${emulator.bot.username} What is a buoy?`, 'buoy', patienceMs);

ada.says('Write a long story about the sea');
await ada.sees('How this answer reaches you', patienceMs);
ada.says('Thanks!');
await ada.until(() => emulator.pendingUpdates() === 0, 'the last message is taken', patienceMs);
await product.kill9();
emulator.close();
await server.close();
