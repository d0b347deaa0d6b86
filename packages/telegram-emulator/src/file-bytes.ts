// The bytes of documents: in memory, or one file each beside the journal.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInventory } from '@steward/stand-ins';

export interface FileBytes {
  write(uniqueId: string, bytes: Uint8Array): void;
  read(uniqueId: string): Uint8Array | undefined;
  /** Removes all others, and what a kill left half written. */
  keepOnly(uniqueIds: ReadonlySet<string>): void;
  /** Sets aside those of these that are no longer what was written, and says where. */
  setDamagedAside(uniqueIds: ReadonlySet<string>): string[];
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
      setDamagedAside: () => [],
    };
  }
  const inventory = createInventory({ folder, file: `${folder}.noted` });
  const names = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);
  const note = () => inventory.note(names().filter((name) => !name.includes('.')));
  return {
    write(uniqueId, bytes) {
      mkdirSync(folder, { recursive: true });
      const path = join(folder, uniqueId);
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
      note();
    },
    read(uniqueId) {
      const path = join(folder, uniqueId);
      return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
    },
    keepOnly(uniqueIds) {
      const gone = names().filter((name) => !uniqueIds.has(name.replace(/\.damaged$/, '')));
      for (const name of gone) rmSync(join(folder, name));
      note();
    },
    setDamagedAside(uniqueIds) {
      const { changed, missing } = inventory.compare();
      const set = [...changed, ...missing].filter((id) => uniqueIds.has(id)).map((id) => join(folder, id));
      for (const path of set) if (existsSync(path)) renameSync(path, `${path}.damaged`);
      note();
      return set.map((path) => `${path}.damaged`);
    },
  };
};
