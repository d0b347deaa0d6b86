// The folder that dynalite's LevelDB lives in: held by one process, and looked over before dynalite opens it.
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
  del(key: string): Promise<void>;
  iterator(range: { gte: string; lt: string }): AsyncIterable<[string, { TableStatus?: string }]>;
}

/** The folder is open in another process, or twice in this one. */
export class DataDirInUse extends Error {
  readonly code = 'DATA_DIR_IN_USE';
}

export interface LevelFolder {
  /** For dynalite. */
  path: string;
  release(): Promise<void>;
}

// dynalite's own copy of level, so that both read the same format.
const require = createRequire(createRequire(import.meta.url).resolve('dynalite'));

const createLevel = (path: string): LevelDatabase => {
  const { Level } = require('level') as {
    Level: new (path: string, options: { valueEncoding: 'json' }) => LevelDatabase;
  };
  return new Level(path, { valueEncoding: 'json' });
};

/**
 * Makes the folder if it is missing, and holds it until it is released. dynalite opens its database at some later
 * moment and brings the process down when that fails; so an empty database beside it serves as the lock (the system
 * frees it with the process, however that ends).
 * @throws DataDirInUse
 */
export const holdLevelFolder = async (folder: string): Promise<LevelFolder> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = createLevel(join(folder, 'lock'));
  try {
    await lock.open();
  } catch (error) {
    if (isLocked(error)) throw new DataDirInUse('The data folder is in use by another process');
    throw error;
  }
  const path = join(folder, 'data');
  try {
    await forgetHalfMadeTables(path);
  } catch (error) {
    await lock.close();
    throw error;
  }
  return { path, release: () => lock.close() };
};

// A kill between dynalite's two writes leaves a table CREATING for ever. It is empty: nothing could be written to it.
const forgetHalfMadeTables = async (path: string): Promise<void> => {
  const database = createLevel(path);
  await database.open();
  for await (const [key, table] of database.iterator({ gte: 'table~', lt: 'table~\xff' })) {
    if (table.TableStatus === 'CREATING') await database.del(key);
  }
  await database.close();
};

const isLocked = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && (cause as { code?: unknown }).code === 'LEVEL_LOCKED';
};
