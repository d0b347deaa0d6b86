// Files of this user that are there whole or not at all, whatever kills the process.
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How the names end of what a write that was killed left behind. */
export const UNFINISHED = '.tmp';

type Body = string | AsyncIterable<Uint8Array>;

/** The file is on the disk when the promise resolves. The folder must exist. */
export const writeWhole = async (path: string, body: Body): Promise<void> => {
  await placeWhole(path, body);
  await syncFolder(dirname(path));
};

/** Like `writeWhole`, but the name is lasting only after `syncFolder`: for several files of one folder. */
export const placeWhole = async (path: string, body: Body): Promise<void> => {
  const temporary = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.chmod(0o600);
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/** With all above it, for this user only, and on the disk when the promise resolves. */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT') throw error;
    await makeFolder(dirname(folder));
    await makeFolder(folder);
    return;
  }
  // A umask may have taken more than it should.
  await chmod(folder, 0o700);
  await syncFolder(dirname(folder));
};

/** Makes a rename inside the folder last; Windows opens no folders and needs none of it. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  await handle?.sync().finally(() => handle.close());
};

/** The system's code of an error, e.g. `ENOENT`. */
export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code);
