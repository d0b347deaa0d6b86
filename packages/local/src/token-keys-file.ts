// The keys that seal the tokens of connections: a file of this user's, made when something is to be sealed for the first
// time, and never again. Without it nothing that was connected opens any more.
import { randomBytes, randomUUID } from 'node:crypto';
import { link, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StewardError } from '@steward/core';
import { readSmallFile } from './small-file.ts';
import { codeOf, makeFolder, placeWhole, syncFolder, UNFINISHED } from './whole-file.ts';

const MAX_BYTES = 65_536;

export const tokenKeysPath = (dataDir: string): string => join(dataDir, 'token-keys');

/** One key a line, as the functions read them. Where no file is, one is made with one new key. */
export const openTokenKeys = async (dataDir: string): Promise<string[]> => {
  const path = tokenKeysPath(dataDir);
  const found = readLines(path);
  if (found) return found;
  await makeFolder(dataDir);
  await place(path, `1:${randomBytes(32).toString('base64')}\n`);
  return readLines(path) ?? [];
};

/** Why the file cannot be used; undefined where it can, or where none is yet. It makes nothing. */
export const tokenKeysFault = (dataDir: string): string | undefined => {
  try {
    readLines(tokenKeysPath(dataDir));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Whole, and only where none is: of two who make one at the same time, both use the first one's. */
const place = async (path: string, text: string): Promise<void> => {
  const made = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    await placeWhole(made, text);
    await link(made, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(made, { force: true });
  }
  await syncFolder(dirname(path));
};

/** Undefined where no file is. One that others may read, or that holds nothing, is left as it is and not used. */
const readLines = (path: string): string[] | undefined => {
  const file = read(path);
  if (file === 'absent') return undefined;
  if (!file) throw faulty(`${path} is no file with the keys of your connections`);
  if (file.isOpen)
    throw faulty(`Other users of this machine may read the keys of your connections: chmod 600 '${path}'`);
  const lines = file.text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || !file.isWhole)
    throw faulty(
      `${path} does not hold the keys of your connections any more. Bring it back from a copy; or remove it, and connect all anew`,
    );
  return lines;
};

const read = (path: string) => {
  try {
    return readSmallFile(path, MAX_BYTES);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent';
    throw faulty(`${path} cannot be read (${codeOf(error)})`);
  }
};

const faulty = (message: string) => new StewardError('configuration', message);
