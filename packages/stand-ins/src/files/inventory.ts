// What files of a folder were when they were written last. Databases and journals that only grow drop a damaged end
// without a word: against this it is noticed before anything is read.
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** The length of a file and the CRC-32 of all of it. One that has grown since still begins so. */
interface Mark {
  bytes: number;
  crc: number;
}

export interface Comparison {
  /** Files that were noted; empty where nothing was, or where the inventory itself is damaged. */
  noted: string[];
  missing: string[];
  /** Shorter than they were, or with other bytes in what was there. */
  changed: string[];
}

export interface Inventory {
  /** Looks at how these files are now, and writes it down in place of what was noted before. Never throws. */
  note(names: readonly string[]): void;
  /** How the files are beside what is written down. */
  compare(): Comparison;
  close(): void;
}

/** @param file where it is kept; not one of the files it is about */
export const createInventory = ({ folder, file }: { folder: string; file: string }): Inventory => {
  /** By name, as they were seen last in this process: only what is new of them is read. */
  const seen = new Map<string, Mark & { inode: number }>();
  let written = '';
  let open: number | undefined;

  const look = (name: string): Mark | undefined => {
    const descriptor = openSync(join(folder, name), 'r');
    try {
      const { size, ino: inode } = fstatSync(descriptor);
      const before = seen.get(name);
      const grows = before?.inode === inode && before.bytes <= size;
      const crc = crcOf(descriptor, {
        from: grows ? before.bytes : 0,
        to: size,
        crc: grows ? before.crc : 0,
      });
      seen.set(name, { inode, bytes: size, crc });
      return { bytes: size, crc };
    } finally {
      closeSync(descriptor);
    }
  };

  const isWhat = (name: string, { bytes, crc }: Mark): boolean => {
    const descriptor = openSync(join(folder, name), 'r');
    try {
      const { size, ino: inode } = fstatSync(descriptor);
      if (size < bytes || crcOf(descriptor, { from: 0, to: bytes, crc: 0 }) !== crc) return false;
      seen.set(name, { inode, bytes, crc });
      return true;
    } finally {
      closeSync(descriptor);
    }
  };

  const write = (text: string): void => {
    open ??= openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    const line = Buffer.from(`${crc32(text).toString(16).padStart(8, '0')} ${text}\n`);
    writeSync(open, line, 0, line.length, 0);
    ftruncateSync(open, line.length);
    written = text;
  };

  return {
    note(names) {
      const marks: [string, Mark][] = [];
      for (const name of names) {
        const mark = quietly(() => look(name));
        if (mark) marks.push([name, mark]);
      }
      const text = JSON.stringify(Object.fromEntries(marks));
      if (text !== written) quietly(() => write(text));
    },
    compare() {
      const marks = Object.entries(read(file));
      const result: Comparison = { noted: marks.map(([name]) => name), missing: [], changed: [] };
      for (const [name, mark] of marks) {
        try {
          if (!isWhat(name, mark)) result.changed.push(name);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          result.missing.push(name);
        }
      }
      return result;
    },
    close() {
      if (open !== undefined) closeSync(open);
      open = undefined;
    },
  };
};

const PIECE_BYTES = 1_000_000;

const crcOf = (descriptor: number, range: { from: number; to: number; crc: number }): number => {
  let { from, crc } = range;
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(0, range.to - from)));
  while (from < range.to) {
    const count = readSync(descriptor, piece, 0, Math.min(piece.length, range.to - from), from);
    if (count === 0) break;
    crc = crc32(piece.subarray(0, count), crc);
    from += count;
  }
  return crc;
};

/** Only the first line counts: a kill may leave something of a longer one behind it. */
const read = (file: string): Record<string, Mark> => {
  const line = quietly(() => readFileSync(file, 'utf8').split('\n', 1)[0]) ?? '';
  const text = line.slice(9);
  if (line.slice(0, 8) !== crc32(text).toString(16).padStart(8, '0')) return {};
  return quietly(() => JSON.parse(text) as Record<string, Mark>) ?? {};
};

/** A file may go while it is looked at, and a full disk takes nothing: what was not noted now is noted next time. */
const quietly = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
