import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '@steward/handler';
import { afterAll, expect, test } from 'vitest';
import { localEnvironment } from './local-environment.ts';

const TOKEN = '123456789:AAb-Shh_nobody_may_read_this_here_1';
const folder = mkdtempSync(join(tmpdir(), 'steward-token-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const fileWith = (content: string | Uint8Array, mode = 0o600): string => {
  files += 1;
  const path = join(folder, `token-${files}`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};
const parse = (env: Record<string, string>) => parseEnvironment(localEnvironment, env);
const faultOf = (env: Record<string, string>): string => {
  try {
    parse(env);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

test.each([
  ['as it is', TOKEN],
  ['with a line end', `${TOKEN}\n`],
  ['with the line end of Windows', `${TOKEN}\r\n\r\n`],
  ['with white space around it', `\n \t${TOKEN} \n`],
  ['as some editors save it', `\ufeff${TOKEN}\n`],
])('the token is read %s', (_, content) => {
  expect(parse({ TELEGRAM_BOT_TOKEN_FILE: fileWith(content) })).toMatchObject({
    TELEGRAM_BOT_TOKEN: TOKEN,
    tokenFileIsOpen: false,
  });
});

test('a link to the file, as containers mount secrets, is followed', () => {
  const link = join(folder, 'link');
  symlinkSync(fileWith(TOKEN), link);
  expect(parse({ TELEGRAM_BOT_TOKEN_FILE: link }).TELEGRAM_BOT_TOKEN).toBe(TOKEN);
});

test.each([0o644, 0o640, 0o604])('a file that others may read (%o) is used, and that is known', (mode) => {
  expect(parse({ TELEGRAM_BOT_TOKEN_FILE: fileWith(TOKEN, mode) })).toMatchObject({ tokenFileIsOpen: true });
});

test.each<[string, () => string, RegExp]>([
  ['that is not there', () => join(folder, 'nowhere'), /names a file that does not exist;/],
  ['below another file', () => join(fileWith(TOKEN), 'x'), /does not exist;/],
  ['that is empty', () => fileWith(''), /is empty;/],
  ['of white space', () => fileWith(' \n\n'), /is empty;/],
  [
    'with a name before the token',
    () => fileWith(`TELEGRAM_BOT_TOKEN=${TOKEN}\n`),
    /holds no bot token alone/,
  ],
  ['with two tokens', () => fileWith(`${TOKEN}\n${TOKEN}\n`), /holds no bot token alone/],
  ['of another format', () => fileWith(Buffer.from(TOKEN, 'utf16le')), /holds no bot token alone/],
  ['that is far too large', () => fileWith(`${TOKEN}${' '.repeat(10_000)}x`), /holds no bot token alone/],
  [
    'that is a folder',
    () => mkdirSync(join(folder, 'dir'), { recursive: true }) ?? join(folder, 'dir'),
    /names no file, but a folder/,
  ],
  [
    'that is a pipe',
    () => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      return join(folder, 'pipe');
    },
    /names no file, but a folder or a device/,
  ],
  ['that is endless', () => '/dev/zero', /names no file/],
  [
    'with a name of many characters',
    () => join(folder, 'x'.repeat(5_000)),
    /cannot be read \(ENAMETOOLONG\)/,
  ],
  ['that is the token itself', () => TOKEN, /holds a token itself: put that into a file/],
])('a file %s is a fault with a sentence, and no word of it is told', (_, pathOf, sentence) => {
  const fault = faultOf({ TELEGRAM_BOT_TOKEN_FILE: pathOf(), PORT: 'x' });
  expect(fault).toMatch(sentence);
  expect(fault).toMatch(/2 faults.*TELEGRAM_BOT_TOKEN_FILE.*PORT/);
  expect(fault).not.toMatch(/AAb-Shh|\n/);
});

test('both are too many', () => {
  const fault = faultOf({ TELEGRAM_BOT_TOKEN_FILE: fileWith(TOKEN), TELEGRAM_BOT_TOKEN: TOKEN });
  expect(fault).toMatch(/TELEGRAM_BOT_TOKEN_FILE is set beside TELEGRAM_BOT_TOKEN: leave one of the two\.$/);
});

test('a file that may not be read is a fault with a sentence', () => {
  const file = fileWith(TOKEN, 0o000);
  // Root may read all: as root it is somebody else who tries.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(faultOf({ TELEGRAM_BOT_TOKEN_FILE: file })).toMatch(/may not be read by the user/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
