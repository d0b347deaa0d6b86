// The bytes of documents: in memory, or one file each beside the journal.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileBytes {
  write(uniqueId: string, bytes: Uint8Array): void;
  read(uniqueId: string): Uint8Array | undefined;
}

/** Keeps bytes in memory, or in `folder` where one is given; a file is there whole or not at all. */
export const createFileBytes = (folder?: string): FileBytes => {
  if (folder === undefined) {
    const kept = new Map<string, Uint8Array>();
    return { write: (id, bytes) => void kept.set(id, Uint8Array.from(bytes)), read: (id) => kept.get(id) };
  }
  return {
    write(uniqueId, bytes) {
      mkdirSync(folder, { recursive: true });
      const path = join(folder, uniqueId);
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
    },
    read(uniqueId) {
      const path = join(folder, uniqueId);
      return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
    },
  };
};
