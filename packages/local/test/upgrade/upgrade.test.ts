// A data folder that the version before wrote (`write-data-folder.ts`, killed in the middle of an answer) goes on
// under the version of today.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { createPerson, isGrowing, type Person } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProduct } from '../e2e/start-product.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const FOLDER = here('data-of-0.1.0-aababe5.tar.gz');
const patienceMs = 120_000;

interface OldUpdate {
  update: { update_id: number };
  createdAt: number;
}

/** What arrived at the version before, in order: the emulator's journal keeps it until it is opened again. */
const arrivedBefore = (journalPath: string): OldUpdate[] =>
  readFileSync(journalPath, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line) as { type: string; pending: OldUpdate }[])
    .filter(({ type }) => type === 'update')
    .map(({ pending }) => pending);

/** As if each file had outlived its outcome: a kill between the two leaves it so. Returns how many there are. */
const deliverAgain = (inbox: string, arrived: readonly OldUpdate[]): number => {
  const waiting = readdirSync(inbox);
  const settled = arrived.filter(
    ({ update }) => !waiting.some((name) => name.endsWith(`${update.update_id}.json`)),
  );
  for (const [index, { update }] of settled.entries()) {
    const [arrival, id] = [String(index).padStart(12, '0'), String(update.update_id).padStart(16, '0')];
    writeFileSync(join(inbox, `${arrival}-${id}.json`), JSON.stringify(update));
  }
  return settled.length;
};

const startOnOldData = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-upgrade-'));
  execFileSync('tar', ['-xzf', FOLDER, '-C', dataDir]);
  const journalPath = join(dataDir, 'telegram', 'journal.jsonl');
  const arrived = arrivedBefore(journalPath);
  const beginsAt = (arrived.at(-1)?.createdAt ?? 0) + 60_000;
  const startedAt = Date.now();
  const emulator = createTelegramEmulator({
    journalPath,
    clock: () => Date.now() - startedAt + beginsAt,
  });
  const inbox = join(dataDir, 'inbox', String(emulator.bot.id));
  mkdirSync(inbox, { recursive: true });
  const again = deliverAgain(inbox, arrived);
  const server = await startBotApiServer(emulator);
  let output = () => '';
  const person = (name: string, chatId?: number): Person =>
    createPerson({ emulator, name, trace: () => output(), chatId });
  const group = emulator.chats().find(({ type }) => type === 'group')?.id;
  const people = { ada: person('Ada'), bob: person('Bob'), member: person('Bob', group) };
  const before = {
    ada: people.ada.messages(),
    bob: people.bob.texts(),
    member: people.member.texts(),
  };
  const product = startProduct({
    TELEGRAM_BOT_TOKEN: emulator.token,
    TELEGRAM_API_URL: server.url,
    ALLOWED_USER_IDS: 'everyone',
    OLLAMA_URL: 'http://127.0.0.1:9',
    DATA_DIR: dataDir,
    PORT: '0',
    NODE_OPTIONS: `--import=${new URL('set-clock.ts', import.meta.url)}`,
    CLOCK_BEGINS_AT: String(beginsAt),
  });
  output = product.output;
  await product.ready;
  return {
    ...people,
    emulator,
    before,
    again,
    waiting: () => readdirSync(inbox).filter((name) => name.endsWith('.json')),
    async close() {
      await product.kill9();
      emulator.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

describe('the data folder of the version before', { timeout: 180_000 }, () => {
  let world: Awaited<ReturnType<typeof startOnOldData>>;
  beforeAll(async () => {
    world = await startOnOldData();
  });
  afterAll(() => world?.close());

  const exported = async (number: number): Promise<{ conversation: { content: string }[] }> => {
    const { document } = await world.ada.asks(`/export ${number}`, `Conversation ${number}`, patienceMs);
    return JSON.parse(Buffer.from(world.emulator.file(document?.file_id ?? '')?.bytes ?? []).toString());
  };

  test('the answer under way becomes whole in its message, and what waited behind it is answered', async () => {
    const { ada, before } = world;
    const growing = before.ada.find(isGrowing);
    expect(growing?.text).toContain('How this answer reaches you');
    await ada.reads('You are welcome', patienceMs);
    await ada.until(() => world.waiting().length === 0, 'an empty inbox', patienceMs);
    const begun = ada.messages().filter(({ text }) => text?.includes('How this answer reaches you'));
    expect(begun.map(({ message_id }) => message_id)).toEqual([growing?.message_id]);
    expect(ada.messages().some(isGrowing)).toBe(false);
    expect(ada.texts().filter((text) => text.includes('You are welcome'))).toHaveLength(1);
  });

  test('what it had settled is not answered again when it comes again', () => {
    const { ada, bob, member, before, again } = world;
    expect(again).toBeGreaterThan(8);
    expect(bob.texts()).toEqual(before.bob);
    expect(member.texts()).toEqual(before.member);
    const settled = before.ada.filter((message) => !isGrowing(message)).map(({ text }) => text);
    const now = ada.messages().map(({ text }) => text);
    expect(now.slice(0, settled.length)).toEqual(settled);
    const questions = now.slice(settled.length).join('\n');
    expect(questions).not.toMatch(/Skagen|bicycle|Imported as|is archived with/);
  });

  test('conversations go on with their history, each in its chat', async () => {
    const { ada, bob, member, emulator } = world;
    await ada.asks('What did I say first?', 'The lighthouse stands at Skagen', patienceMs);
    await bob.asks('What did I say before?', 'My boat is called Hope', patienceMs);
    await member.asks(`@${emulator.bot.username} What did I say before?`, 'What is a buoy?', patienceMs);
  });

  test('its archive is restored, and the import and the archive hold the same conversation', async () => {
    await world.ada.asks('/restore 2', 'is back with 2 messages', patienceMs);
    await world.ada.asks('/history', 'My bicycle is blue', patienceMs);
    const archived = await exported(2);
    expect(archived.conversation.map(({ content }) => content)).toEqual([
      'My bicycle is blue',
      expect.stringContaining('bicycle'),
    ]);
    expect((await exported(3)).conversation).toEqual(archived.conversation);
  });

  test('an export gives the text that was said before the upgrade', async () => {
    const said = (await exported(1)).conversation.map(({ content }) => content);
    expect(said[0]).toBe('The lighthouse stands at Skagen');
    expect(said[1]).toContain('Skagen');
    expect(said).toContain('Write a long story about the sea');
    expect(said.at(-2)).toBe('What did I say first?');
  });
});
