// Archives that no session points at any more: the table lost it. They are listed again as they were.
import { StewardError } from '../error.ts';
import type { ProfileStore } from '../owner/profile.ts';
import { isFileKey } from '../session/attachment.ts';
import { takeFreeNumbers } from '../session/free-numbers.ts';
import type { Session, SessionStore } from '../session/session.ts';
import { DEFAULT_TITLE } from '../session/title.ts';
import { type ArchiveStore, archivePath } from './archive-store.ts';
import { type ArchiveHeader, readBody, readHeader } from './read-archive.ts';

export interface RecoveredArchives {
  /** How many are listed again. */
  recovered: number;
  /** Paths of those that cannot be read. */
  damaged: string[];
}

export const recoverArchives = async (
  deps: { sessions: SessionStore; profiles: ProfileStore; archives: ArchiveStore },
  owner: number,
): Promise<RecoveredArchives> => {
  const { sessions, profiles, archives } = deps;
  const listed = await sessions.list(owner);
  const known = new Set(listed.map(({ sessionId }) => sessionId));
  const result: RecoveredArchives = { recovered: 0, damaged: [] };
  for (const sessionId of await archives.list(owner)) {
    if (known.has(sessionId)) continue;
    const header = await headerOf(archives, owner, sessionId);
    if (!header) {
      result.damaged.push(archivePath(owner, sessionId));
      continue;
    }
    const number =
      freeNumberOf(header, listed) ??
      (await takeFreeNumbers(profiles, { owner, count: 1, sessions: listed }));
    const { imported_from: importedFrom } = header;
    const session = { ...sessionOf(header, owner, sessionId), number };
    await sessions.create(session, importedFrom === undefined ? undefined : JSON.stringify(importedFrom));
    listed.push(session);
    result.recovered += 1;
  }
  if (result.recovered > 0) {
    const next = await profiles.takeNumbers(owner, 0);
    const above = Math.max(...listed.map(({ number }) => number)) + 1;
    if (next < above) await profiles.takeNumbers(owner, above - next);
  }
  return result;
};

const headerOf = async (
  archives: ArchiveStore,
  owner: number,
  sessionId: string,
): Promise<ArchiveHeader | undefined> => {
  try {
    return await readHeader(await readBody(archives, owner, sessionId));
  } catch (error) {
    if (error instanceof StewardError && error.code === 'archive-unreadable') return undefined;
    throw error;
  }
};

/** A number that another conversation has got meanwhile stays with that one. */
const freeNumberOf = ({ number }: ArchiveHeader, listed: readonly Session[]): number | undefined =>
  isCount(number) && number > 0 && !listed.some((one) => one.number === number) ? number : undefined;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

/** Of documents: they go with the conversation. */
const isListOfKeys = (value: unknown): value is string[] => Array.isArray(value) && value.every(isFileKey);

/** What an archive of another writer does not say is left as a new conversation has it. */
const sessionOf = (header: ArchiveHeader, owner: number, sessionId: string): Omit<Session, 'number'> => {
  const { title, model_name: modelName, last_message_ts: lastMs, system_prompt: systemPrompt } = header;
  const bornWith = /^MODEL#(.+)#SESSION#/.exec(String(header.original_sk))?.[1];
  const model = typeof modelName === 'string' ? modelName : (bornWith ?? 'unknown');
  const atMs = isCount(lastMs) ? lastMs : 0;
  return {
    owner,
    sessionId,
    bornWith: bornWith ?? model,
    title: typeof title === 'string' ? title : DEFAULT_TITLE,
    chatId: owner,
    createdBy: owner,
    modelName: model,
    createdAtMs: atMs,
    lastMessageAtMs: atMs,
    messageCount: header.messageCount,
    archivePath: archivePath(owner, sessionId),
    ...(typeof systemPrompt === 'string' && { systemPrompt }),
    ...(isListOfKeys(header.files) && { files: header.files }),
  };
};
