// A file of a person's with a secret in it: read as it stands, with whether others may read it, too.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export interface SmallFile {
  /** Its beginning, of `maxBytes`. */
  text: string;
  isWhole: boolean;
  /** Other users of this machine may read it, as far as its own mode says. */
  isOpen: boolean;
}

/** Undefined where there is no file, but a folder or a device. Throws the system's errors. */
export const readSmallFile = (path: string, maxBytes: number): SmallFile | undefined => {
  // Without waiting: a pipe that nobody writes to would hold up the start.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return undefined;
    const bytes = Buffer.alloc(maxBytes);
    return {
      text: bytes.toString('utf8', 0, readSync(file, bytes, 0, maxBytes, 0)),
      isWhole: stat.size <= maxBytes,
      isOpen: process.platform !== 'win32' && (stat.mode & 0o077) !== 0,
    };
  } finally {
    closeSync(file);
  }
};
