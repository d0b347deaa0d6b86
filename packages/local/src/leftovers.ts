// What the data folder still holds of what was deleted: dead letters, updates in the inbox, files that were set aside,
// the bytes of deleted items, and in the chat page's Telegram the chat itself.
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Deletion, type Leftovers, ownerOfGroup, StewardError } from '@steward/core';
import { readWebhook } from '@steward/handler';
import { codeOf, syncFolder } from './whole-file.ts';

export interface LeftoversDependencies {
  dataDir: string;
  table: { eraseDeleted(): Promise<void>; holdsOthers(owner: number): Promise<boolean> };
  /** Where the chats are the emulator's. */
  forgetChat?: (chat: { chatId: number; keep: number; upToUpdateId: number }) => void;
}

/** Here claims are not removed by time. */
const CLAIMS = 'a note of each handled message, without its text';

export const createLeftovers = (deps: LeftoversDependencies): Leftovers => ({
  clearsChat: deps.forgetChat !== undefined,
  async clear(deletion) {
    const { owner, movedFrom = owner, of } = deletion;
    const { dataDir, table, forgetChat } = deps;
    try {
      const files = await filesIn(dataDir, ['dead-letters', 'inbox', 's3-damaged']);
      const later = laterThan(files, deletion);
      const owners = [...new Set([owner, movedFrom])].map(String);
      for (const path of files) if (!later(path) && (await isOf(path, owners))) await remove(path);
      if (deletion.of === 'everything') {
        const { messageId, updateId } = deletion;
        for (const folder of ['archives', 'files'])
          await rm(join(dataDir, folder, String(owner)), { recursive: true, force: true });
        forgetChat?.({ chatId: owner, keep: messageId, upToUpdateId: updateId });
      }
      await table.eraseDeleted();
      const damaged = await clearDamaged(deps, owner, of);
      return of === 'everything' ? [...damaged, CLAIMS] : damaged;
    } catch (cause) {
      throw new StewardError('storage-unavailable', `The data folder: ${codeOf(cause)}`, {
        retryable: true,
        cause,
      });
    }
  },
});

/** Copies of what was damaged hold what everybody said, and are kept for a rescue: they go with the last who said it. */
const clearDamaged = async (
  { dataDir, table }: LeftoversDependencies,
  owner: number,
  of: Deletion['of'],
): Promise<string[]> => {
  const copies: string[] = [];
  for (const folder of ['dynamodb', 'telegram']) {
    const names = await readdir(join(dataDir, folder)).catch(noneThere);
    copies.push(...names.filter((name) => DAMAGED.test(name)).map((name) => join(dataDir, folder, name)));
  }
  if (copies.length === 0) return [];
  if (of === 'conversation' || (await table.holdsOthers(owner))) return [STILL_KEPT];
  for (const path of copies) await rm(path, { recursive: true, force: true });
  return [];
};

/** As the table and the chat page's journal name them. */
const DAMAGED = /[-.]damaged-/;
const STILL_KEPT =
  'copies of damaged files, which were set aside: whoever runs me finds them in the data folder and can delete them';

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

/**
 * In the inbox: the update that deletes, and what waits behind it, works of the app too. Names begin with the arrival.
 * Where the app deletes, nobody can say what came before: all that waits stays.
 */
const laterThan = (files: readonly string[], { updateId }: Deletion): ((path: string) => boolean) => {
  if (updateId === undefined) return (path) => INBOX.test(path);
  const own = files.find((path) => path.endsWith(`-${String(updateId).padStart(16, '0')}.json`));
  return (path) =>
    own !== undefined &&
    (dirname(path) === dirname(own) || WORKS.test(path)) &&
    basename(path) >= basename(own) &&
    !path.endsWith('.bad');
};

const WORKS = /[\\/]inbox[\\/]works[\\/]/;
const INBOX = /[\\/]inbox[\\/].*\.json$/;

/** Of what cannot be read any more it is enough that it names an owner. */
const isOf = async (path: string, owners: string[]): Promise<boolean> => {
  const bytes = await readFile(path).catch(noneThere);
  const text = bytes.toString();
  const content = jsonOf(text) as { groupId?: unknown; body?: unknown } | null | undefined;
  const groupId = content?.groupId ?? readWebhook(content)?.groupId;
  return groupId === undefined
    ? new RegExp(`(?<![\\d-])(?:${owners.join('|')})(?!\\d)`).test(text)
    : owners.includes(ownerOfGroup(String(groupId)) ?? ownerIn(content?.body));
};

/** Of one of our own notes, e.g. that something is due. */
const ownerIn = (body: unknown): string =>
  String((jsonOf(String(body)) as { owner?: unknown } | null | undefined)?.owner);

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
