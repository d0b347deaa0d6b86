// Whether the disk is why something failed: what cannot be written fails in many places and words.
import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './whole-file.ts';

/** Less room than this is none: the table alone needs as much to open. */
const ROOM_BYTES = 1_000_000;

export const isDiskFull = async (folder: string): Promise<boolean> => {
  const path = join(folder, `room-${randomUUID()}.tmp`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(Buffer.alloc(ROOM_BYTES));
      await file.sync();
    } finally {
      await file.close();
    }
    return false;
  } catch (error) {
    return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
};

export const fullDisk = (folder: string): string =>
  `The disk with the data folder ${folder} is full. Make room on it and start again: what was stored is still there.`;
