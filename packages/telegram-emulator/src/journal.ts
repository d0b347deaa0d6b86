// The emulator's memory on disk: one line a change, appended in one write, so that a process killed at any
// moment leaves whole lines and at most one broken last one, which never counted. What was written whole is noted
// beside it: so a line that is damaged or cut off later is told from one that never counted.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInventory } from '@steward/stand-ins';
import type { StateRecord } from './state.ts';

export interface Journal {
  /** Takes all of them or, where it throws, none. */
  append(records: readonly StateRecord[]): void;
  /** Replaces everything with these records; where it throws, all is as before. */
  rewrite(records: readonly StateRecord[]): void;
  /** Bytes appended since the last try to rewrite it. */
  readonly grown: number;
  close(): void;
}

export interface OpenedJournal extends Journal {
  records: StateRecord[];
  /** Where the damaged journal is kept that the records could be read from. */
  damaged: string | undefined;
}

/** Every record that can be read, and how many whole lines cannot. */
export const readJournal = (path: string): { records: StateRecord[]; broken: number } => {
  if (!existsSync(path)) return { records: [], broken: 0 };
  const lines = readFileSync(path, 'utf8').split('\n');
  // What follows the last line end was cut off by a kill: it is dropped.
  lines.pop();
  const read = lines.map(recordsOf);
  return { records: read.flatMap((records) => records ?? []), broken: read.filter((one) => !one).length };
};

const recordsOf = (line: string): StateRecord[] | undefined => {
  try {
    const records: unknown = JSON.parse(line);
    return Array.isArray(records) ? (records as StateRecord[]) : undefined;
  } catch {
    return undefined;
  }
};

/** Opens the journal for appending; call `rewrite` first, which also cuts off a broken last line. */
export const openJournal = (path: string): OpenedJournal => {
  const [folder, name] = [dirname(path), basename(path)];
  mkdirSync(folder, { recursive: true });
  const inventory = createInventory({ folder, file: `${path}.noted` });
  const { missing, changed } = inventory.compare();
  const { records, broken } = readJournal(path);
  const isDamaged = missing.length + changed.length + broken > 0;
  let file: number | undefined;
  let grown = 0;
  return {
    records,
    damaged: isDamaged ? keep(path) : undefined,
    append(added) {
      if (added.length === 0) return;
      file ??= openSync(path, 'a');
      const before = fstatSync(file).size;
      const line = Buffer.from(`${JSON.stringify(added)}\n`);
      try {
        // A short write is possible in principle; a line counts only once its end is there.
        for (let written = 0; written < line.length; ) written += writeSync(file, line, written);
      } catch (error) {
        // On a full disk half a line may be there, and the next one must not stand behind it.
        ftruncateSync(file, before);
        throw error;
      }
      grown += line.length;
      inventory.note([name]);
    },
    rewrite(all) {
      grown = 0;
      writeFresh(`${path}.new`, all);
      // A kill between the next two leaves a whole journal of which nothing is noted.
      inventory.note([]);
      renameSync(`${path}.new`, path);
      if (file !== undefined) closeSync(file);
      file = undefined;
      inventory.note([name]);
    },
    get grown() {
      return grown;
    },
    close() {
      inventory.close();
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
};

const writeFresh = (path: string, records: readonly StateRecord[]): void => {
  const bytes = Buffer.from(records.map((record) => `${JSON.stringify([record])}\n`).join(''));
  try {
    const fresh = openSync(path, 'w');
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(fresh, bytes, written);
      fsyncSync(fresh);
    } finally {
      closeSync(fresh);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
};

const keep = (path: string): string => {
  const kept = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '')}`;
  if (existsSync(path)) copyFileSync(path, kept);
  return kept;
};
