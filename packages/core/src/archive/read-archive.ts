// Reading our own archives back, message by message.
import { StewardError } from '../error.ts';
import { unsealed } from '../json/seal.ts';
import { JsonBroken, type JsonPath, parseJson, splitJson } from '../json/split-json.ts';
import type { Role } from '../session/message.ts';
import { type Archive, type ArchivedMessage, isRecord } from './archive.ts';
import type { ArchiveBody, ArchiveStore } from './archive-store.ts';

/** What an archive says beside its conversation; unknown fields stay. */
export interface ArchiveHeader extends Omit<Archive, 'conversation'> {
  messageCount: number;
}

const ROLES: readonly unknown[] = ['system', 'user', 'assistant'] satisfies Role[];

/** An item of the table holds 400 kB, which JSON may write six times as long. */
const MAX_VALUE_BYTES = 4_000_000;
const MAX_DEPTH = 1_000;

/** The body of a conversation's archive. Throws `archive-missing`, and at its end `archive-unreadable` where it was damaged. */
export const readBody = async (
  archives: ArchiveStore,
  owner: number,
  sessionId: string,
): Promise<ArchiveBody> => {
  const body = await archives.read(owner, sessionId);
  if (body !== undefined) return unsealed(body, unreadable);
  throw new StewardError('archive-missing', 'The archive of a session is not in the store', {
    userMessage:
      'The archive of this conversation is missing. If there is a backup, whoever runs me can put it back.',
  });
};

/** Reads an archive to its end and tells its header. Throws `archive-unreadable` for what we cannot have written. */
export const readHeader = async (body: ArchiveBody): Promise<ArchiveHeader> => {
  const header: Record<string, unknown> = {};
  let messageCount = 0;
  for await (const _message of readMessages(body, header)) messageCount += 1;
  return { ...(header as unknown as Omit<Archive, 'conversation'>), messageCount };
};

/** The messages of an archive, one by one. Throws `archive-unreadable`; fills in the header as it comes by. */
export async function* readMessages(
  body: ArchiveBody,
  header: Record<string, unknown> = {},
): AsyncGenerator<ArchivedMessage> {
  let hasConversation = false;
  try {
    for await (const part of splitJson(body, SPLIT)) {
      const [name, index] = part.path;
      if (part.kind === 'open' && isConversation(part.path)) hasConversation = true;
      if (part.kind === 'open' || part.kind === 'close') continue;
      if (part.kind !== 'value' || name === undefined) throw unreadable();
      const value = parseJson(part.bytes);
      if (index === undefined) header[name] = value;
      else if (isArchivedMessage(value)) yield value;
      else throw unreadable();
    }
  } catch (error) {
    // Nothing of the text may be in the error, so the cause is left out.
    throw error instanceof JsonBroken ? unreadable() : error;
  }
  if (!hasConversation || 'conversation' in header) throw unreadable();
}

const isConversation = (path: JsonPath): boolean => path.length === 1 && path[0] === 'conversation';

const SPLIT = {
  opens: (path: JsonPath, of: 'array' | 'object') =>
    path.length === 0 ? of === 'object' : isConversation(path) && of === 'array',
  maxValueBytes: MAX_VALUE_BYTES,
  maxDepth: MAX_DEPTH,
};

const isArchivedMessage = (value: unknown): value is ArchivedMessage =>
  isRecord(value) &&
  ROLES.includes(value.role) &&
  typeof value.content === 'string' &&
  typeof value.ts === 'number';

const unreadable = (): StewardError =>
  new StewardError('archive-unreadable', 'An archive is not in format 1.0', {
    userMessage:
      'The archive of this conversation is damaged and cannot be read; I leave it as it is. If there is a backup, whoever runs me can put it back.',
  });
