// Archives or the text of documents in a folder: `<folder>/<owner>/<id>.json`, for the people of one machine.
import { access, constants, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveBody, type BodyKind, type BodyStore, bodyPath, StewardError } from '@steward/core';
import { codeOf, makeFolder, syncFolder, UNFINISHED, writeWhole } from '../whole-file.ts';

const SUFFIX = '.json';
/** Nothing else may become part of a path. */
const ID = /^[\w-]{1,200}$/;

export const createFolderBodyStore = ({
  folder,
  kind = 'archives',
}: {
  folder: string;
  kind?: BodyKind;
}): BodyStore => {
  const folderOf = (owner: number): string => join(folder, String(Math.trunc(owner)));
  const fileOf = (owner: number, id: string): string => {
    if (!ID.test(id)) throw new StewardError('storage-refused', 'This is no id of what is stored');
    return join(folderOf(owner), `${id}${SUFFIX}`);
  };

  return {
    write: (owner, id, body) =>
      onDisk(async () => {
        await makeFolder(folderOf(owner));
        await writeWhole(fileOf(owner, id), body);
        return bodyPath(kind, owner, id);
      }),
    read: (owner, id) =>
      onDisk(async () => {
        const file = fileOf(owner, id);
        // Opened only by who reads it: a body that nobody reads leaves nothing open.
        return (await isThere(file)) ? contentOf(file) : undefined;
      }),
    remove: (owner, id) =>
      onDisk(async () => {
        await rm(fileOf(owner, id), { force: true });
        await syncFolder(folderOf(owner));
      }),
    list: (owner) =>
      onDisk(async () => {
        const names = await readdir(folderOf(owner)).catch(noneThere);
        return names
          .filter((name) => name.endsWith(SUFFIX))
          .sort()
          .map((name) => name.slice(0, -SUFFIX.length));
      }),
  };
};

/** What a process that was killed left of what it was writing. */
export const removeUnfinished = async (folder: string): Promise<void> => {
  for (const owner of await readdir(folder).catch(noneThere)) {
    const names = await readdir(join(folder, owner)).catch(noneThere);
    for (const name of names) if (name.endsWith(UNFINISHED)) await rm(join(folder, owner, name));
  }
};

async function* contentOf(path: string): ArchiveBody {
  const file = await onDisk(() => open(path, 'r'));
  try {
    for await (const piece of file.createReadStream({ autoClose: false })) yield piece as Uint8Array;
  } finally {
    await file.close();
  }
}

const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

const noneThere = (error: unknown): string[] => {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
  throw error;
};

/** A disk that is full or broken may be mended while the work waits. */
const onDisk = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    if (typeof (cause as NodeJS.ErrnoException | null)?.syscall !== 'string') throw cause;
    throw new StewardError('storage-unavailable', `A folder of bodies: ${codeOf(cause)}`, {
      retryable: true,
      cause,
    });
  }
};
