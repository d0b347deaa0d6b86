import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';
import type { EmulatorEvent } from './telegram-objects.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telegram-forget-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const holds = (text: string): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .some((path) => statSync(path).isFile() && readFileSync(path).includes(text));

it('nothing said in a forgotten chat is left on the disk, and nothing else is lost', () => {
  const journalPath = join(folder, 'journal.jsonl');
  const emulator = createTelegramEmulator({ journalPath });
  const events: EmulatorEvent[] = [];
  emulator.subscribe((event) => events.push(event));
  const alice = emulator.addUser({ first_name: 'Alice' }).id;
  const bob = emulator.addUser({ first_name: 'Bob' }).id;
  const [first] = emulator.sendText(alice, alice, 'the pearl');
  emulator.editText(alice, alice, first?.message_id ?? 0, 'the pearl, edited');
  emulator.sendDocument(alice, alice, { fileName: 'pearl.txt', bytes: Buffer.from('a pearl inside') });
  const [asked] = emulator.sendText(alice, alice, 'Really?', { replyTo: first?.message_id ?? 0 });
  emulator.sendText(bob, bob, 'the ruby');
  const kept = emulator.sendDocument(bob, bob, { fileName: 'r.txt', bytes: Buffer.from('a ruby inside') });
  const upToUpdateId = emulator.pushUpdate({ callback_query: {} });
  emulator.sendText(bob, bob, 'waits');
  expect(holds('pearl')).toBe(true);

  emulator.forgetChat({ chatId: alice, keep: asked?.message_id ?? 0, upToUpdateId });
  expect(holds('pearl')).toBe(false);
  expect(events.filter(({ type }) => type === 'delete')).toHaveLength(2);
  emulator.close();

  const again = createTelegramEmulator({ journalPath });
  expect(again.history(alice)).toMatchObject([{ text: 'Really?', message_id: asked?.message_id }]);
  expect(again.history(bob)).toHaveLength(3);
  expect(Buffer.from(again.file(kept.document?.file_id ?? '')?.bytes ?? []).toString()).toBe('a ruby inside');
  expect(again.pendingUpdates()).toBe(1);
  expect(again.sendText(alice, alice, 'next')[0]?.message_id).toBeGreaterThan(kept.message_id);
  again.close();
});

it('a file that comes after another one was forgotten is found at its own place', async () => {
  const emulator = createTelegramEmulator();
  const alice = emulator.addUser({ first_name: 'Alice' }).id;
  const bob = emulator.addUser({ first_name: 'Bob' }).id;
  const send = (id: number, text: string) =>
    emulator.sendDocument(id, id, { fileName: 'a.txt', bytes: Buffer.from(text) });
  send(alice, 'forgotten');
  send(bob, 'earlier');
  emulator.forgetChat({ chatId: alice, keep: 0, upToUpdateId: 0 });
  const values = { file_id: send(bob, 'later').document?.file_id };
  const file = await emulator.api.call('getFile', { values, files: new Map() });
  const { file_path: path } = (file as { result: { file_path: string } }).result;
  expect(Buffer.from(emulator.fileAt(path)?.bytes ?? []).toString()).toBe('later');
});
