// Every file of a data folder, after some use and a kill, with flipped and with cut bytes: all is there, or it is said.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@steward/core';
import { exportSession } from '@steward/core/archives';
import { createMemoryStores, paced, sampleSession } from '@steward/core/testing';
import { type FakeOllama, startFakeOllama } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { createPerson } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolderBodyStore } from '../../src/archives/folder-body-store.ts';
import { createDeadLetters } from '../../src/queue/dead-letters.ts';
import { startSteward } from '../../src/start-steward.ts';

const LETTER = {
  messageId: 'm-1',
  groupId: '42',
  deduplicationId: '7',
  sentAt: '2026-11-28T10:20:30.456Z',
  receiveCount: 31,
};
/** Nothing of a person lies there: they are made anew without a word. */
const EMPTY = /lock\/|LOG|LOCK|\.log\b(?!$)|steward\.log|files\.json|\.noted$|-key|\.key/;

const isEmpty = (name: string): boolean => EMPTY.test(name) && !/data\/\d+\.log$/.test(name);

const DAMAGES: [name: string, damage: (bytes: Buffer) => Buffer][] = [
  [
    'a flipped bit',
    (bytes) => {
      const at = Math.floor(bytes.length / 2);
      if (at < bytes.length) bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
      return bytes;
    },
  ],
  ['its end cut off', (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.8))],
];

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));

describe('a data folder', { timeout: 180_000 }, () => {
  let base: string;
  let whole: string;
  let names: string[];
  let ollama: FakeOllama;

  /** Used, and copied in the middle of an answer, as a kill leaves it. */
  const fill = async (dataDir: string): Promise<void> => {
    const emulator = createTelegramEmulator({ journalPath: join(dataDir, 'telegram', 'journal.jsonl') });
    const server = await startBotApiServer(emulator);
    ollama.when('hangs', paced(60_000, ['It begins ', 'and ends.']));
    const environment = { TELEGRAM_BOT_TOKEN: emulator.token, TELEGRAM_API_URL: server.url };
    const steward = await startSteward(
      { ...environment, DATA_DIR: dataDir, OLLAMA_URL: ollama.url, ALLOWED_USER_IDS: 'everyone' },
      () => {},
    );
    const ada = createPerson({ emulator, name: 'Ada', trace: () => '' });
    emulator.sendDocument(ada.id, ada.id, { fileName: 'x.zip', bytes: Buffer.from('a document of hers') });
    await ada.asks('Hello', 'You asked: Hello');
    await ada.asks('/archive', 'is archived');
    await ada.asks('And now?', 'You asked: And now?');
    await createDeadLetters({ folder: join(dataDir, 'dead-letters'), log: { warn: () => {} } })({
      ...LETTER,
      body: '{"update_id":7}',
    });
    ada.says('This hangs');
    await ada.sees('It begins');
    await cp(dataDir, whole, { recursive: true });
    // What hangs ends with it.
    await ollama.close();
    await steward.stop();
    emulator.close();
    await server.close();
  };

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'steward-damage-'));
    whole = join(base, 'whole');
    ollama = await startFakeOllama();
    // Started once before, so that the table has files of each kind.
    await startOn(join(base, 'running'));
    await fill(join(base, 'running'));
    ollama = await startFakeOllama();
    names = await filesIn(whole);
  });
  afterAll(async () => {
    await ollama.close();
    await rm(base, { recursive: true });
  });

  /** Resolves with what the terminal shows before it runs. */
  const startOn = async (dataDir: string): Promise<string[]> => {
    const printed: string[] = [];
    const steward = await startSteward(
      { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: ollama.url, ALLOWED_USER_IDS: 'everyone' },
      (line) => printed.push(line),
    );
    await steward.stop();
    return printed.filter((line) => /damaged|could not be read/.test(line));
  };

  const damagedCopy = async (damaged: string[], damage: (bytes: Buffer) => Buffer): Promise<string> => {
    const copy = await mkdtemp(join(base, 'copy-'));
    await cp(whole, copy, { recursive: true });
    for (const name of damaged) await writeFile(join(copy, name), damage(await readFile(join(copy, name))));
    return copy;
  };

  test('holds every kind of file', () => {
    for (const kind of [
      /^archives\//,
      /^inbox\//,
      /^dead-letters\//,
      /^telegram\/journal\.jsonl$/,
      /\.files\//,
    ]) {
      expect(names).toContainEqual(expect.stringMatching(kind));
    }
    for (const kind of [/CURRENT$/, /MANIFEST-\d+$/, /data\/\d+\.log$/, /data\/\d+\.ldb$/]) {
      expect(names).toContainEqual(expect.stringMatching(kind));
    }
  });

  test.each(DAMAGES)('in which a file has %s says which, in one line, and starts', async (_, damage) => {
    const silent: string[] = [];
    const look = async (name: string): Promise<void> => {
      const copy = await damagedCopy([name], damage);
      if (name.startsWith('archives/')) {
        const [, owner = '', file = ''] = name.split('/');
        const session: Session = sampleSession({
          owner: Number(owner),
          sessionId: file.slice(0, -5),
          archivePath: name,
        });
        const archives = createFolderBodyStore({ folder: join(copy, 'archives') });
        const clock = { now: Date.now, sleep: async () => {} };
        const read = async () => {
          for await (const _piece of await exportSession(
            { ...createMemoryStores(), archives, clock },
            session,
          ));
        };
        await expect(read()).rejects.toMatchObject({ userMessage: expect.stringContaining('is damaged') });
        return;
      }
      const said = await startOn(copy);
      if (said.length === 0) silent.push(name);
      expect(said.length, name).toBeLessThanOrEqual(1);
    };
    // Beside each other: a start is mostly waiting.
    await Promise.all(names.filter((one) => !isEmpty(one)).map(look));
    expect(silent).toEqual([]);
  });

  test.each(DAMAGES)(
    'in which all that holds nothing of a person has %s starts without a word',
    async (_, damage) => {
      const copy = await damagedCopy(
        names.filter((one) => isEmpty(one) && !/key/.test(one)),
        damage,
      );
      expect(await startOn(copy)).toEqual([]);
    },
  );

  test('whose table is gone lists its archives again', async () => {
    const copy = await damagedCopy([], (bytes) => bytes);
    await rm(join(copy, 'dynamodb'), { recursive: true });
    const printed: string[] = [];
    const steward = await startSteward(
      { DATA_DIR: copy, PORT: '0', OLLAMA_URL: ollama.url, ALLOWED_USER_IDS: 'everyone' },
      (line) => printed.push(line),
    );
    await steward.stop();
    expect(printed).toContainEqual(expect.stringMatching(/listed again: 1$/));
  });
});
