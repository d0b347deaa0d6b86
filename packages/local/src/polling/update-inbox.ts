// The durable inbox: an update is on disk before Telegram is told that it was taken, and stays until it is settled.
// One file per update, named by arrival and id, so that a restart reads them in order and adding twice adds once.
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isIntact, sealText } from '@steward/core';
import { nameOfError, type PollingLog, type Update } from '@steward/handler';
import type { Arrivals } from '../arrivals.ts';
import { makeFolder, placeWhole, syncFolder, UNFINISHED } from '../whole-file.ts';

export interface UpdateInboxOptions {
  /** Is made when missing. */
  folder: string;
  arrivals: Arrivals;
  /** The chat an update belongs to. */
  groupOf: (update: Update) => string;
  /** Whether the update had its outcome. */
  isSettled: (update: Update) => Promise<boolean>;
  log: Pick<PollingLog, 'warn'>;
}

export interface UpdateInbox {
  /** Resolves when all of them are on disk; one that is there already stays as it is. Rejects when the disk does. */
  add(updates: readonly Update[]): Promise<void>;
  /** What is not settled, in order of arrival, then of id. Unreadable files are set aside as `*.bad`. */
  pending(): Promise<Update[]>;
  /** The last one of a group that waits since before this arrival. */
  lastBefore(arrival: string, groupId: string): Promise<number | undefined>;
  /** Removes those of a group that had their outcome. Never rejects: what stays is looked at again. */
  settle(groupId: string): Promise<void>;
  size(): Promise<number>;
  groupOf(update: Update): string;
}

interface Entry {
  update: Update;
  groupId: string;
  path: string;
}

const fileName = /^\d{12}-\d{16}\.json$/;

export const createUpdateInbox = (options: UpdateInboxOptions): UpdateInbox => {
  const { folder, arrivals, groupOf, isSettled, log } = options;
  const entries = new Map<number, Entry>();
  let loaded: Promise<void> | undefined;
  /** The folder may not have the new names after a power cut. */
  let unsynced = false;
  let adding: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    await makeFolder(folder);
    await arrivals.load();
    for (const name of (await readdir(folder)).sort()) {
      if (name.endsWith('.bad')) continue;
      const path = join(folder, name);
      // Killed while it was written: Telegram was not told that it was taken, and sends it again.
      if (name.endsWith(UNFINISHED)) {
        await rm(path);
        continue;
      }
      const update = fileName.test(name) ? await readUpdate(path) : undefined;
      if (update === undefined) {
        await rename(path, `${path}.bad`);
        log.warn(
          `A message that waited for its answer is damaged and was set aside (${name}.bad): write it again`,
        );
        continue;
      }
      entries.set(update.update_id, { update, groupId: groupOf(update), path });
    }
  };
  const load = (): Promise<void> => {
    loaded ??= read().catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };

  const addAll = async (updates: readonly Update[]): Promise<void> => {
    await load();
    let arrival: string | undefined;
    for (const update of updates) {
      if (entries.has(update.update_id)) continue;
      arrival ??= arrivals.next();
      const path = join(folder, `${arrival}-${String(update.update_id).padStart(16, '0')}.json`);
      await placeWhole(path, sealText(JSON.stringify(update)));
      unsynced = true;
      entries.set(update.update_id, { update, groupId: groupOf(update), path });
    }
    if (!unsynced) return;
    await syncFolder(folder);
    unsynced = false;
  };

  return {
    groupOf,
    add(updates) {
      const result = adding.then(() => addAll(updates));
      adding = result.catch(() => {});
      return result;
    },
    async pending() {
      await load();
      return inOrder(entries).map((entry) => entry.update);
    },
    async lastBefore(arrival, groupId) {
      await load();
      const before = (entry: Entry) => entry.groupId === groupId && basename(entry.path) < arrival;
      return inOrder(entries).findLast(before)?.update.update_id;
    },
    async settle(groupId) {
      try {
        await load();
        for (const entry of inOrder(entries)) {
          if (entry.groupId !== groupId || !(await isSettled(entry.update))) continue;
          await rm(entry.path, { force: true });
          entries.delete(entry.update.update_id);
        }
      } catch (error) {
        log.warn('The inbox could not be tidied', { error: nameOfError(error) });
      }
    },
    async size() {
      await load();
      return entries.size;
    },
  };
};

/** The names begin with the arrival and go on with the id. */
const inOrder = (entries: Map<number, Entry>): Entry[] =>
  [...entries.values()].sort((one, other) => (one.path < other.path ? -1 : 1));

const readUpdate = async (path: string): Promise<Update | undefined> => {
  try {
    const text = await readFile(path, 'utf8');
    const value: unknown = isIntact(text) && JSON.parse(text);
    if (!isUpdate(value)) return undefined;
    const { checksum: _checksum, ...update } = value as Update & { checksum?: string };
    return update;
  } catch {
    return undefined;
  }
};

export const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' &&
  value !== null &&
  Number.isSafeInteger((value as Update).update_id) &&
  (value as Update).update_id >= 0;
