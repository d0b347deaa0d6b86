// The folder that dynalite's LevelDB lives in: held by one process, and looked over before dynalite opens it.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLevel, isLocked, isNoRoom } from './level.ts';
import { type Damage, type LevelFiles, UNFINISHED, watchLevelFiles } from './level-files.ts';
import { mendIndexes } from './mend-indexes.ts';
import { salvageLevel } from './salvage-level.ts';

/** The folder is open in another process, or twice in this one. */
export class DataDirInUse extends Error {
  readonly code = 'DATA_DIR_IN_USE';
}

export interface LevelFolder {
  /** For dynalite. */
  path: string;
  /** What was wrong with it and where what lay there is kept, in one sentence. */
  damage: string | undefined;
  /** Something was written. */
  written(): void;
  release(): Promise<void>;
}

/**
 * Makes the folder if it is missing, and holds it until it is released. dynalite opens its database at some later
 * moment and brings the process down when that fails; so an empty database beside it serves as the lock (the system
 * frees it with the process, however that ends).
 * @throws DataDirInUse
 */
export const holdLevelFolder = async (folder: string): Promise<LevelFolder> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(join(folder, 'lock'));
  const path = join(folder, 'data');
  try {
    for (const name of await readdir(folder)) {
      if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { recursive: true });
    }
    const files = watchLevelFiles({ folder: path, file: join(folder, 'files.json') });
    const damage = await openable(path, files);
    files.note();
    return {
      path,
      damage,
      written: files.written,
      async release() {
        files.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
};

const lockFolder = async (path: string): Promise<() => Promise<void>> => {
  const lock = createLevel(path);
  try {
    await lock.open();
    return () => lock.close();
  } catch (error) {
    if (isLocked(error)) throw new DataDirInUse('The data folder is in use by another process');
    if (isNoRoom(error)) throw error;
  }
  // Nothing is in it: damaged, it is made anew.
  await rm(path, { recursive: true, force: true });
  const anew = createLevel(path);
  await anew.open();
  return () => anew.close();
};

/** Sees to it that the database can be opened; tells what was lost for that. */
const openable = async (path: string, files: LevelFiles): Promise<string | undefined> => {
  const damage = files.findDamage();
  if (damage) return await salvageLevel(path, damage);
  const kept = await files.keepUnknown();
  let found: Damage | undefined;
  try {
    // Where nothing is known of the files, all of them are read.
    await mendTables(path, kept === undefined ? TABLES : EVERYTHING);
    found = files.damageOnOpening();
  } catch (error) {
    if (isNoRoom(error) || isLocked(error)) throw error;
    found = { files: [] };
  }
  if (found) return await salvageLevel(path, found, kept);
  if (kept !== undefined) await rm(kept, { recursive: true });
  return undefined;
};

type Range = { gte: string; lt: string } | undefined;

const TABLES: Range = { gte: 'table~', lt: 'table~\xff' };
const EVERYTHING: Range = undefined;

// A kill between dynalite's two writes leaves a table CREATING for ever. It is empty: nothing could be written to it.
const mendTables = async (path: string, among: Range): Promise<void> => {
  const database = createLevel<{ TableStatus?: string }>(path);
  await database.open();
  try {
    for await (const [key, table] of database.iterator(among)) {
      if (key.startsWith('table~') && table.TableStatus === 'CREATING') await database.del(key);
    }
    await mendIndexes(database);
  } finally {
    await database.close();
  }
};

/** Whether a process holds the folder now. Looks only; where nothing is, nothing is made. */
export const isLevelFolderHeld = async (folder: string): Promise<boolean> => {
  const path = join(folder, 'lock');
  if (!existsSync(path)) return false;
  const lock = createLevel(path);
  try {
    await lock.open();
    await lock.close();
    return false;
  } catch (error) {
    return isLocked(error);
  }
};
