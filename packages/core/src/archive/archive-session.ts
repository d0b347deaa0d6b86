// Archiving: write, verify, then delete. Every step can be repeated after a crash.
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { StewardError } from '../error.ts';
import type { ProfileStore } from '../owner/profile.ts';
import { clearActive } from '../session/clear-active.ts';
import type { MessageStore } from '../session/message.ts';
import { messageKeys } from '../session/message-keys.ts';
import { isArchived, refOf, type Session, type SessionRef, type SessionStore } from '../session/session.ts';
import { sessionMissing } from '../session/session-missing.ts';
import { archiveBody } from './archive.ts';
import type { ArchiveStore } from './archive-store.ts';
import { readBody, readHeader } from './read-archive.ts';

export interface ArchiveDeps {
  sessions: SessionStore;
  messages: MessageStore;
  archives: ArchiveStore;
  profiles: ProfileStore;
}

/**
 * Moves a session's messages into an archive; the item stays and points to it. A session that is archived already only
 * loses the messages an interrupted archiving left behind.
 * Throws `archive-damaged` (retryable) when the archive does not read back as written: nothing is deleted then.
 */
export const archiveSession = async (
  deps: ArchiveDeps & { clock: Clock },
  session: SessionRef,
): Promise<Session> => {
  // Read again: archiving from a stale copy would overwrite a full archive with an empty one.
  const stored = await deps.sessions.get(refOf(session));
  if (!stored) throw sessionMissing();
  const { archived, keys } = isArchived(stored)
    ? await leftOvers(deps, stored)
    : await writeArchive(deps, stored);
  await clearActive(deps.profiles, archived);
  await deps.messages.remove(archived.owner, archived.sessionId, keys);
  return archived;
};

const writeArchive = async (deps: ArchiveDeps & { clock: Clock }, session: Session): Promise<Archived> => {
  const { owner, sessionId } = session;
  const keys: string[] = [];
  const messages = noticed(deps.messages.oldestFirst(owner, sessionId), ({ key }) => keys.push(key));
  const written = createHash('sha256');
  const importedFrom = await deps.sessions.importedFrom(session);
  const body = archiveBody({ session, importedFrom, messages }, new Date(deps.clock.now()));
  const archivePath = await deps.archives.write(
    owner,
    sessionId,
    noticed(body, (piece) => written.update(piece)),
  );
  const read = createHash('sha256');
  for await (const piece of (await deps.archives.read(owner, sessionId)) ?? NOTHING) read.update(piece);
  if (read.digest('hex') !== written.digest('hex')) {
    throw new StewardError('archive-damaged', 'An archive does not read back as it was written', {
      retryable: true,
      userMessage:
        'The archive could not be written safely, so the conversation stays as it is. Please try again in a while.',
    });
  }
  const changes = { archivePath, messageCount: keys.length };
  const archived = await deps.sessions.update(refOf(session), changes);
  return { archived, keys };
};

const leftOvers = async ({ messages, archives }: ArchiveDeps, session: Session): Promise<Archived> => {
  const { owner, sessionId } = session;
  const keys = await messageKeys(messages, owner, sessionId);
  // If the archive is lost or damaged, these are the last copies: this throws, and they are kept.
  if (keys.length > 0) await readHeader(await readBody(archives, owner, sessionId));
  return { archived: session, keys };
};

const NOTHING: Uint8Array[] = [];

async function* noticed<T>(source: AsyncIterable<T>, notice: (item: T) => unknown): AsyncGenerator<T> {
  for await (const item of source) {
    notice(item);
    yield item;
  }
}

interface Archived {
  archived: Session;
  /** Keys of the messages that may go now. */
  keys: string[];
}
