// Reading our own archives back.
import { StewardError } from '../error.ts';
import type { Role } from '../session/message.ts';
import { type Archive, type ArchivedMessage, isRecord } from './archive.ts';
import type { ArchiveStore } from './archive-store.ts';

const ROLES: readonly unknown[] = ['system', 'user', 'assistant'] satisfies Role[];

/** The body of a conversation's archive. Throws `archive-missing`. */
export async function readBody(archives: ArchiveStore, owner: number, sessionId: string): Promise<string> {
  const body = await archives.read(owner, sessionId);
  if (body !== undefined) return body;
  throw new StewardError('archive-missing', 'The archive of a session is not in the store', {
    userMessage: 'The archive of this conversation is missing.',
  });
}

/** An archive from its text; unknown fields stay. Throws `archive-unreadable` for what we cannot have written. */
export function readArchive(body: string): Archive {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // The parser's own error quotes the text, so it is no cause to keep.
    throw unreadable();
  }
  if (
    !isRecord(value) ||
    !Array.isArray(value.conversation) ||
    !value.conversation.every(isArchivedMessage)
  ) {
    throw unreadable();
  }
  return value as Archive;
}

const isArchivedMessage = (value: unknown): value is ArchivedMessage =>
  isRecord(value) &&
  ROLES.includes(value.role) &&
  typeof value.content === 'string' &&
  typeof value.ts === 'number';

const unreadable = (): StewardError =>
  new StewardError('archive-unreadable', 'An archive is not in format 1.0', {
    userMessage: 'The archive of this conversation is damaged and cannot be read.',
  });
