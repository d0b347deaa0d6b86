import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDeadLetters, createDeadLetters } from './dead-letters.ts';

let folder: string;
let lines: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-dead-letters-'));
  lines = [];
});
afterEach(() => rm(folder, { recursive: true }));

const letter = {
  messageId: '1a2b-3c',
  groupId: '42',
  deduplicationId: '7',
  sentAt: '2026-11-28T10:20:30.456Z',
  receiveCount: 31,
  body: '{"update_id":7}',
};

test('a dead letter lies in a file of its own, once, and the log says so without its text', async () => {
  const target = join(folder, 'made', 'when-needed');
  const log = {
    warn: (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields])),
  };
  const keep = createDeadLetters({ folder: target, log });
  await keep(letter);
  await keep(letter);
  expect(await readdir(target)).toEqual(['2026-11-28T102030.456Z-1a2b-3c.json']);
  const text = await readFile(join(target, '2026-11-28T102030.456Z-1a2b-3c.json'), 'utf8');
  expect(JSON.parse(text)).toEqual({ ...letter, checksum: expect.any(String) });
  expect(lines[0]).toContain(
    '"A message became a dead letter",{"action":"dead_letter","queue_message_id":"1a2b-3c"}',
  );
});

test('a folder that cannot be written is told to whoever wants the letter kept', async () => {
  await writeFile(join(folder, 'a-file'), '');
  const keep = createDeadLetters({ folder: join(folder, 'a-file'), log: { warn: () => {} } });
  await expect(keep(letter)).rejects.toMatchObject({ code: 'EEXIST' });
});

test('a damaged one is set aside at the start and said, once', async () => {
  const log = { warn: (message: string) => void lines.push(message) };
  await checkDeadLetters({ folder: join(folder, 'none'), log });
  const keep = createDeadLetters({ folder, log });
  await keep(letter);
  await keep({ ...letter, messageId: 'other' });
  await writeFile(join(folder, 'old.json'), `${JSON.stringify(letter, null, 2)}\n`);
  const path = join(folder, '2026-11-28T102030.456Z-other.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('42', '43'));
  lines = [];
  for (let start = 0; start < 2; start += 1) await checkDeadLetters({ folder, log });
  expect(lines).toEqual([
    expect.stringContaining('damaged and was set aside (2026-11-28T102030.456Z-other.json.bad)'),
  ]);
  expect((await readdir(folder)).filter((name) => name.endsWith('.bad'))).toHaveLength(1);
});
