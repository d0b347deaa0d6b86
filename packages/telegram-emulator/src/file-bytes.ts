// The bytes of documents: in memory, or one file each beside the journal.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileBytes {
  write(uniqueId: string, bytes: Uint8Array): void;
  read(uniqueId: string): Uint8Array | undefined;
  /** Removes all others, and what a kill left half written. */
  keepOnly(uniqueIds: ReadonlySet<string>): void;
}

/** Keeps bytes in memory, or in `folder` where one is given; a file is there whole or not at all. */
export const createFileBytes = (folder?: string): FileBytes => {
  if (folder === undefined) {
    const kept = new Map<string, Uint8Array>();
    return {
      write: (id, bytes) => void kept.set(id, Uint8Array.from(bytes)),
      read: (id) => kept.get(id),
      keepOnly(ids) {
        for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
      },
    };
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
    keepOnly(uniqueIds) {
      const names = existsSync(folder) ? readdirSync(folder) : [];
      for (const name of names) if (!uniqueIds.has(name)) rmSync(join(folder, name));
    },
  };
};
