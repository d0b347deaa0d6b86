// A disk that is full and has room again: a small file system in memory, where one can be mounted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  path: string;
  /** Until nothing more fits. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  close(): Promise<void>;
}

/** Undefined, with a word about it, where nothing can be mounted (who is not root). */
export const mountSmallDisk = (size: string): SmallDisk | undefined => {
  const path = mkdtempSync(join(tmpdir(), 'steward-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    console.warn('SKIPPED: a full disk is only played as root (mount -t tmpfs)');
    return undefined;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill: () => writeFile(filler, Buffer.alloc(64_000_000)).catch(() => {}),
    makeRoom: () => rm(filler),
    async close() {
      execFileSync('umount', ['-l', path]);
      await rm(path, { recursive: true });
    },
  };
};
