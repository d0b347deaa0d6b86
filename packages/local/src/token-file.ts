// A bot token in a file of its own: it stays out of the shell's history, and of the environment of every child process.
import { readSmallFile } from './small-file.ts';
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
    const file = readSmallFile(path, MAX_BYTES);
    if (!file) return { fault: 'names no file, but a folder or a device' };
    const token = file.text.replace(/^\ufeff/, '').trim();
    if (token === '') return { fault: 'names a file that is empty' };
    if (!file.isWhole || !BOT_TOKEN.test(token)) return { fault: NO_TOKEN };
    return { token, isOpen: file.isOpen };
  } catch (error) {
    return { fault: FAULTS[codeOf(error)] ?? `names a file that cannot be read (${codeOf(error)})` };
  }
};

const NO_TOKEN = 'names a file that holds no bot token alone (it looks like 123456:ABC…, from @BotFather)';
