import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';
import { openJournal, readJournal } from './journal.ts';
import { startTelegram } from './testing/bot-client.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telegram-emulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Fills a Telegram and leaves it without closing anything, as a kill does. */
const fillAndKill = async (journalPath: string) => {
  const { emulator, call, server } = await startTelegram({ journalPath, rateLimits: false });
  const alice = emulator.addUser({ first_name: 'Alice', username: 'alice_w' }).id;
  emulator.createGroup({ title: 'Friends', memberIds: [alice] });
  const [first] = emulator.sendText(alice, alice, 'first');
  emulator.editText(alice, alice, first?.message_id ?? 0, 'first, changed');
  const file = emulator.sendDocument(alice, alice, { fileName: 'a.json', bytes: Buffer.from('{}') });
  const keyboard = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] };
  const asked = await call('sendMessage', { chat_id: alice, text: 'Well?', reply_markup: keyboard });
  const gone = await call('sendMessage', { chat_id: alice, text: 'gone' });
  await call('deleteMessage', { chat_id: alice, message_id: gone.result.message_id });
  await call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
  await call('setMyCommands', { commands: [], scope: { type: 'chat', chat_id: alice } });
  await call('deleteMyCommands', { scope: { type: 'chat', chat_id: alice } });
  const updates = await call('getUpdates', {
    allowed_updates: ['message', 'edited_message', 'callback_query'],
  });
  await call('getUpdates', { offset: updates.result[1].update_id });
  void emulator.tap(alice, alice, asked.result.message_id, 'yes');
  const tapped = (await call('getUpdates')).result.at(-1);
  const seen = {
    users: emulator.users(),
    chats: emulator.chats(),
    history: emulator.history(alice),
    commands: emulator.commands(),
    pending: (await call('getUpdates')).result,
  };
  await server.close();
  return { alice, seen, fileId: file.document?.file_id ?? '', callbackId: tapped.callback_query.id };
};

describe('after a kill', () => {
  it('everything is there again: people, chats, messages, files, waiting updates, commands', async () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const { alice, seen, fileId, callbackId } = await fillAndKill(journalPath);
    await using telegram = await startTelegram({ journalPath, rateLimits: false });
    const { emulator, call } = telegram;
    expect({
      users: emulator.users(),
      chats: emulator.chats(),
      history: emulator.history(alice),
      commands: emulator.commands(),
      pending: (await call('getUpdates')).result,
    }).toEqual(seen);
    expect(Buffer.from(emulator.file(fileId)?.bytes ?? []).toString()).toBe('{}');
    expect(await call('answerCallbackQuery', { callback_query_id: callbackId })).toMatchObject({ ok: true });
  });

  it('numbers go on where they stood, also after a second restart', async () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const { alice, seen } = await fillAndKill(journalPath);
    createTelegramEmulator({ journalPath }).close();
    const emulator = createTelegramEmulator({ journalPath });
    const [message] = emulator.sendText(alice, alice, 'next');
    // The last message was deleted before the kill; its number stays used.
    expect(message?.message_id).toBe((seen.history.at(-1)?.message_id ?? 0) + 2);
    const id = emulator.pushUpdate({});
    expect(id).toBe(seen.pending.at(-1).update_id + 2);
    emulator.close();
  });

  it('a webhook and its updates are there, and delivery goes on', async () => {
    const journalPath = join(folder, 'telegram.jsonl');
    {
      await using telegram = await startTelegram({ journalPath, webhookBackoffScale: 1000 });
      const alice = telegram.emulator.addUser({ first_name: 'Alice' }).id;
      await telegram.call('setWebhook', { url: 'http://127.0.0.1:9/nobody', secret_token: 'S' });
      telegram.emulator.sendText(alice, alice, 'hello');
    }
    await using telegram = await startTelegram({ journalPath });
    const { result } = await telegram.call('getWebhookInfo');
    expect(result).toMatchObject({ url: 'http://127.0.0.1:9/nobody', pending_update_count: 1 });
    while ((await telegram.call('getWebhookInfo')).result.last_error_date === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  it('a last line that was cut off never counted', () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const before = createTelegramEmulator({ journalPath });
    const alice = before.addUser({ first_name: 'Alice' }).id;
    before.sendText(alice, alice, 'whole');
    appendFileSync(journalPath, '[{"type":"message","message":{"message_id":2,"da');
    const after = createTelegramEmulator({ journalPath });
    after.sendText(alice, alice, 'next');
    const third = createTelegramEmulator({ journalPath });
    expect(third.history(alice).map((message) => message.text)).toEqual(['whole', 'next']);
    expect(third.pendingUpdates()).toBe(2);
  });

  it('at any byte of the journal, the Telegram that comes back is whole', () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const before = createTelegramEmulator({ journalPath });
    const alice = before.addUser({ first_name: 'Alice' }).id;
    before.sendText(alice, alice, 'one');
    before.sendText(alice, alice, 'two');
    const bytes = readFileSync(journalPath);
    for (let length = 0; length <= bytes.length; length += 7) {
      const cut = join(folder, 'cut.jsonl');
      writeFileSync(cut, bytes.subarray(0, length));
      const after = createTelegramEmulator({ journalPath: cut });
      // A message and its update come together or not at all.
      expect(after.pendingUpdates()).toBe(after.history(alice).length);
      after.close();
    }
  });
});

describe('the journal', () => {
  it('tells how many whole lines cannot be read', () => {
    const path = join(folder, 'broken.jsonl');
    writeFileSync(path, '[]\nnot json\n{}\n[]\n[{"type":"logged-out","until":1}]\n[{"ty');
    expect(readJournal(path)).toEqual({ records: [{ type: 'logged-out', until: 1 }], broken: 2 });
  });

  it('forgets what was there when it is rewritten, and grows again from then', () => {
    const path = join(folder, 'deep', 'journal.jsonl');
    const journal = openJournal(path);
    journal.append([{ type: 'logged-out', until: 1 }]);
    expect(journal.grown).toBeGreaterThan(0);
    journal.rewrite([{ type: 'logged-out', until: 2 }]);
    expect(journal.grown).toBe(0);
    journal.append([]);
    journal.append([{ type: 'logged-out', until: 3 }]);
    journal.close();
    expect(readJournal(path).records).toEqual([
      { type: 'logged-out', until: 2 },
      { type: 'logged-out', until: 3 },
    ]);
  });
});

describe('a chat page whose files were damaged', () => {
  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['a flipped bit in a text', (bytes) => replaced(bytes, 'one', 'ooe')],
    ['a flipped bit in a number', (bytes) => replaced(bytes, '"update_id":1', '"update_id":"')],
    ['its last line cut off', (bytes) => bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length - 2) + 1)],
    ['half a line at its end', (bytes) => bytes.subarray(0, -9)],
    ['nothing in it', () => Buffer.alloc(0)],
  ];
  const replaced = (bytes: Buffer, text: string, by: string) =>
    Buffer.from(bytes.toString().replace(text, by));

  it.each(damages)('says so where its journal has %s, keeps it, and counts on', (_, damage) => {
    const journalPath = join(folder, 'telegram.jsonl');
    const before = createTelegramEmulator({ journalPath });
    const alice = before.addUser({ first_name: 'Alice' }).id;
    before.sendText(alice, alice, 'one');
    const [last] = before.sendText(alice, alice, 'two');
    const lastUpdateId = before.pushUpdate({});
    const bytes = damage(readFileSync(journalPath));
    writeFileSync(journalPath, bytes);
    const said: string[] = [];
    const after = createTelegramEmulator({ journalPath, onDamage: (sentence) => said.push(sentence) });
    expect(said).toEqual([expect.stringMatching(/damaged, so some may be missing: .* kept in .*\.damaged-/)]);
    const kept = readdirSync(folder).filter((name) => name.includes('damaged'));
    expect(kept.map((name) => readFileSync(join(folder, name)))).toEqual([bytes]);
    const ben = after.addUser({ first_name: 'Ben' }).id;
    expect(after.sendText(ben, ben, 'new')[0]?.message_id).toBeGreaterThan(last?.message_id ?? 0);
    expect(after.pushUpdate({})).toBeGreaterThan(lastUpdateId);
    after.close();
    const again = createTelegramEmulator({ journalPath, onDamage: (sentence) => said.push(sentence) });
    expect(again.history(ben).map(({ text }) => text)).toEqual(['new']);
    expect(said).toHaveLength(1);
    again.close();
  });

  it('sets a damaged document aside and says so', () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const before = createTelegramEmulator({ journalPath });
    const alice = before.addUser({ first_name: 'Alice' }).id;
    const files = ['a', 'b'].map((name) =>
      before.sendDocument(alice, alice, { fileName: name, bytes: Buffer.from('{"a":1}') }),
    );
    before.close();
    const ids = files.map(({ document }) => document?.file_unique_id ?? '');
    const at = (index: number) => join(`${journalPath}.files`, ids[index] ?? '-');
    truncateSync(at(0), 3);
    const said: string[] = [];
    const after = createTelegramEmulator({ journalPath, onDamage: (sentence) => said.push(sentence) });
    expect(said).toEqual([expect.stringContaining(`${at(0)}.damaged`)]);
    const [damaged, whole] = files.map(({ document }) => after.file(document?.file_id ?? ''));
    expect(damaged?.bytes).toBeUndefined();
    expect(Buffer.from(whole?.bytes ?? []).toString()).toBe('{"a":1}');
    after.close();
  });

  it('goes on where its journal was never noted, and never takes a new update for an old one', () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const before = createTelegramEmulator({ journalPath });
    const first = before.pushUpdate({});
    before.close();
    rmSync(`${journalPath}.noted`);
    const said: string[] = [];
    const after = createTelegramEmulator({ journalPath, onDamage: (sentence) => said.push(sentence) });
    expect([said, after.pushUpdate({})]).toEqual([[], first + 1]);
    after.close();
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    const anew = createTelegramEmulator({ journalPath, clock: () => Date.now() + 60_000 });
    expect(anew.pushUpdate({})).toBeGreaterThan(first + 1);
    anew.close();
  });
});
