// The emulator's memory on disk: one line a change, appended in one write, so that a process killed at any
// moment leaves whole lines and at most one broken last one, which never counted.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { StateRecord } from './state.ts';

export interface Journal {
  append(records: readonly StateRecord[]): void;
  /** Replaces everything with these records. */
  rewrite(records: readonly StateRecord[]): void;
  /** Bytes appended since the last rewrite. */
  readonly grown: number;
  close(): void;
}

/** Every whole line of the journal; throws when a line other than the last is broken. */
export const readJournal = (path: string): StateRecord[] => {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  // What follows the last line end was cut off by a kill: it is dropped.
  lines.pop();
  return lines.flatMap((line, index) => {
    try {
      return JSON.parse(line) as StateRecord[];
    } catch (cause) {
      throw new Error(`The journal of the Telegram emulator is damaged at line ${index + 1}`, { cause });
    }
  });
};

/** Opens the journal for appending; call `rewrite` first, which also cuts off a broken last line. */
export const openJournal = (path: string): Journal => {
  mkdirSync(dirname(path), { recursive: true });
  let file: number | undefined;
  let grown = 0;
  return {
    append(records) {
      if (records.length === 0) return;
      file ??= openSync(path, 'a');
      const line = Buffer.from(`${JSON.stringify(records)}\n`);
      // A short write is possible in principle; a line counts only once its end is there.
      for (let written = 0; written < line.length; ) written += writeSync(file, line, written);
      grown += line.length;
    },
    rewrite(records) {
      const lines = records.map((record) => `${JSON.stringify([record])}\n`);
      const fresh = openSync(`${path}.new`, 'w');
      const bytes = Buffer.from(lines.join(''));
      for (let written = 0; written < bytes.length; ) written += writeSync(fresh, bytes, written);
      fsyncSync(fresh);
      closeSync(fresh);
      renameSync(`${path}.new`, path);
      if (file !== undefined) closeSync(file);
      file = undefined;
      grown = 0;
    },
    get grown() {
      return grown;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
};
