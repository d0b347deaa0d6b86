// What the data folder still holds of what was deleted: dead letters, updates in the inbox, files that were set aside,
// the bytes of deleted items, and in the chat page's Telegram the chat itself.
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Leftovers, StewardError } from '@steward/core';
import { readWebhook } from '@steward/handler';
import { codeOf, syncFolder } from './whole-file.ts';

export interface LeftoversDependencies {
  dataDir: string;
  table: { eraseDeleted(): Promise<void> };
  /** Where the chats are the emulator's. */
  forgetChat?: (chat: { chatId: number; keep: number; upToUpdateId: number }) => void;
}

/** Here claims are not removed by time. */
const CLAIMS = 'a note of each handled message, without its text';

export const createLeftovers = ({ dataDir, table, forgetChat }: LeftoversDependencies): Leftovers => ({
  clearsChat: forgetChat !== undefined,
  async clear({ owner, updateId, messageId, of }) {
    try {
      const files = await filesIn(dataDir, ['dead-letters', 'inbox', 's3-damaged']);
      const later = laterThan(files, updateId);
      for (const path of files) {
        if (!later(path) && (await isOf(path, owner))) await remove(path);
      }
      if (of === 'everything') {
        await rm(join(dataDir, 'archives', String(owner)), { recursive: true, force: true });
        forgetChat?.({ chatId: owner, keep: messageId, upToUpdateId: updateId });
      }
      await table.eraseDeleted();
    } catch (cause) {
      throw new StewardError('storage-unavailable', `The data folder: ${codeOf(cause)}`, {
        retryable: true,
        cause,
      });
    }
    return of === 'everything' ? [CLAIMS] : [];
  },
});

const filesIn = async (dataDir: string, folders: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(
      noneThere,
    );
    for (const entry of entries) if (entry.isFile()) found.push(join(entry.parentPath, entry.name));
  }
  return found;
};

/** In the inbox: the update that deletes, and what waits behind it. Names begin with the arrival. */
const laterThan = (files: readonly string[], updateId: number): ((path: string) => boolean) => {
  const own = files.find((path) => path.endsWith(`-${String(updateId).padStart(16, '0')}.json`));
  return (path) =>
    own !== undefined &&
    dirname(path) === dirname(own) &&
    basename(path) >= basename(own) &&
    !path.endsWith('.bad');
};

/** Of what cannot be read any more it is enough that it names the owner. */
const isOf = async (path: string, owner: number): Promise<boolean> => {
  const bytes = await readFile(path).catch(noneThere);
  const text = bytes.toString();
  const content = jsonOf(text) as { groupId?: unknown } | null | undefined;
  const groupId = content?.groupId ?? readWebhook(content)?.groupId;
  return groupId === undefined
    ? new RegExp(`(?<![\\d-])${owner}(?!\\d)`).test(text)
    : groupId === String(owner);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const remove = async (path: string): Promise<void> => {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
};

const noneThere = (error: unknown): never[] => {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
  throw error;
};
