// A bot token in a file of its own: it stays out of the shell's history, and of the environment of every child process.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from './whole-file.ts';

export const BOT_TOKEN = /^\d+:[\w-]+$/;

export interface TokenFile {
  token: string;
  /** Other users of this machine may read it, as far as its own mode says. */
  isOpen: boolean;
}

/** Nobody writes so much around a token. */
const MAX_BYTES = 4_096;

const FAULTS: Record<string, string> = {
  ENOENT: 'names a file that does not exist',
  ENOTDIR: 'names a file that does not exist',
  EACCES: 'names a file that may not be read by the user that runs Steward',
  EPERM: 'names a file that may not be read by the user that runs Steward',
};

/** What is wrong is told as the end of a sentence, without the path: somebody may have put the token there. */
export const readTokenFile = (path: string): TokenFile | { fault: string } => {
  if (BOT_TOKEN.test(path)) return { fault: 'holds a token itself: put that into a file, and its path here' };
  try {
    // Without waiting: a pipe that nobody writes to would hold up the start.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) return { fault: 'names no file, but a folder or a device' };
      const bytes = Buffer.alloc(MAX_BYTES);
      const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, MAX_BYTES, 0));
      const token = text.replace(/^\ufeff/, '').trim();
      if (token === '') return { fault: 'names a file that is empty' };
      if (stat.size > MAX_BYTES || !BOT_TOKEN.test(token)) return { fault: NO_TOKEN };
      return { token, isOpen: process.platform !== 'win32' && (stat.mode & 0o077) !== 0 };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { fault: FAULTS[codeOf(error)] ?? `names a file that cannot be read (${codeOf(error)})` };
  }
};

const NO_TOKEN = 'names a file that holds no bot token alone (it looks like 123456:ABC…, from @BotFather)';
