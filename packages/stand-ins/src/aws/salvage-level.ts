// A damaged LevelDB folder: all of it is kept aside, and what can be read of it goes on.
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLevel, isNoRoom, repairLevel } from './level.ts';
import { type Damage, keptName, UNFINISHED } from './level-files.ts';
import { mendIndexes } from './mend-indexes.ts';

/**
 * Resolves with the one sentence for the person who runs this.
 * @param before where a copy of it lies already, from before it was opened
 */
export const salvageLevel = async (path: string, { files }: Damage, before?: string): Promise<string> => {
  await mkdir(path, { recursive: true });
  const copy = before ?? (await keep(path, keptName(path) + UNFINISHED));
  const kept = copy.slice(0, -UNFINISHED.length);
  await rename(copy, kept);
  if (before !== undefined) {
    // Opening has thrown away what may be read yet.
    await rm(path, { recursive: true });
    await cp(kept, path, { recursive: true });
  }
  const which = files.length > 0 ? ` (${files.join(', ')})` : '';
  const advice = `what lay there is kept in ${kept}, and a backup of the data folder brings all of it back.`;
  try {
    await repairLevel(path);
    await dropUnreadable(path);
    await withIndexes(path);
    await rm(join(path, 'lost'), { recursive: true, force: true });
    return `The table was damaged${which}, so some of what was said may be missing: ${advice}`;
  } catch (error) {
    if (isNoRoom(error)) throw error;
    await rm(path, { recursive: true });
    return `The table could not be read any more${which} and begins anew: ${advice}`;
  }
};

const keep = async (path: string, copy: string): Promise<string> => {
  try {
    await cp(path, copy, { recursive: true });
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
  return copy;
};

/** What is no JSON any more would fail every request that meets it. The table's description is made anew by who needs it. */
const dropUnreadable = async (path: string): Promise<void> => {
  const database = createLevel<string>(path, 'utf8');
  await database.open();
  try {
    for await (const [key, value] of database.iterator()) {
      if (key.startsWith('table~') || !isJsonObject(value)) await database.del(key);
    }
  } finally {
    await database.close();
  }
};

const withIndexes = async (path: string): Promise<void> => {
  const database = createLevel(path);
  await database.open();
  try {
    await mendIndexes(database);
  } finally {
    await database.close();
  }
};

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
};
