import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StewardError } from '@steward/core';
import { createPlainText } from '@steward/handler';
import { afterAll, expect, test } from 'vitest';
import { createLocalLog } from './local-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const open = () => {
  files += 1;
  const path = join(folder, 'deep', `${files}.log`);
  const printed: string[] = [];
  const log = createLocalLog(path, (line) => printed.push(line));
  const entries = async (): Promise<Record<string, unknown>[]> => {
    await log.close();
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };
  return { log, path, printed, entries };
};

test('everything is written as JSON lines, with the time and the fields of its child', async () => {
  const { log, entries } = open();
  log.child({ chat_id: 7 }).info('Done', { outcome: 'answered' });
  log.child({ chat_id: 7 }).child({ update_id: 8 }).debug('Details');
  expect(await entries()).toMatchObject([
    {
      level: 'INFO',
      message: 'Done',
      chat_id: 7,
      outcome: 'answered',
      timestamp: expect.stringMatching(/Z$/),
    },
    { level: 'DEBUG', message: 'Details', chat_id: 7, update_id: 8 },
  ]);
});

test('a person sees warnings and errors only, short and without stacks', async () => {
  const { log, printed, entries } = open();
  log.info('All is well');
  log.warn('Telegram is slow', { chat_id: 7 });
  log.warn('Nobody is there', { error: 'ECONNREFUSED' });
  log.warn('Just so');
  log.error('It failed', new StewardError('storage-refused', 'No room'), { chat_id: 9 });
  expect(printed).toEqual([
    '! Telegram is slow (chat 7)',
    '! Nobody is there (ECONNREFUSED)',
    '! Just so',
    '✗ It failed (storage-refused, chat 9)',
  ]);
  const written = await entries();
  expect(written.map(({ level }) => level)).toEqual(['INFO', 'WARN', 'WARN', 'WARN', 'ERROR']);
  expect(written.at(-1)).toHaveProperty('stack_trace');
});

test('only its owner can read it', () => {
  const { path } = open();
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
});

test('a log that has grown large is kept once, and a new one begun', async () => {
  const path = join(folder, 'large.log');
  writeFileSync(path, 'old\n');
  truncateSync(path, 10_000_001);
  const log = createLocalLog(path, () => {});
  log.info('New');
  await log.close();
  expect(statSync(`${path}.1`).size).toBe(10_000_001);
  expect(readFileSync(path, 'utf8')).toContain('New');
});

test('a disk that takes nothing does not take the bot down', async () => {
  const { log } = open();
  const full = createLocalLog('/dev/full', () => {});
  full.info('This cannot be written');
  await full.close();
  await log.close();
});

test('neither a secret nor a command for a terminal gets into the file, a stack keeps its lines', async () => {
  const path = join(folder, 'plain.log');
  const log = createLocalLog(path, () => {}, createPlainText(['my secret']));
  log.info('\u009b2JBegun with my secret', { error: '\u001b[31mred\u202e', file: 'my%20secret', count: 7 });
  log.error('Failed', new Error('x'));
  await log.close();
  const [first = '', second = ''] = readFileSync(path, 'utf8').split('\n');
  expect(JSON.parse(first)).toMatchObject({
    message: 'Begun with [secret]',
    error: 'red',
    file: '[secret]',
    count: 7,
  });
  expect(JSON.parse(second).stack_trace).toMatch(/at [^\n]+\n\s+at /);
});
