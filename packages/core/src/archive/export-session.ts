// A conversation as a document to take away.
import type { Clock } from '../clock.ts';
import type { MessageStore } from '../session/message.ts';
import { isArchived, type Session, type SessionStore } from '../session/session.ts';
import { archiveBody } from './archive.ts';
import type { ArchiveBody, ArchiveStore } from './archive-store.ts';
import { readBody, readHeader, readMessages } from './read-archive.ts';
import { markdownOf } from './to-markdown.ts';

export interface ExportDeps {
  sessions: SessionStore;
  messages: MessageStore;
  archives: ArchiveStore;
  clock: Clock;
}

/**
 * In format 1.0: an archived session as it is stored, a live one as it is now. What is said while it is read is there up to
 * some message. Throws `archive-missing` and `archive-unreadable`.
 */
export const exportSession = async (
  { sessions, messages, archives, clock }: ExportDeps,
  session: Session,
): Promise<ArchiveBody> => {
  const { owner, sessionId } = session;
  if (isArchived(session)) {
    // Once to its end, so that nothing of a damaged one is given away as whole.
    await readHeader(await readBody(archives, owner, sessionId));
    return await readBody(archives, owner, sessionId);
  }
  const importedFrom = await sessions.importedFrom(session);
  const source = { session, importedFrom, messages: messages.oldestFirst(owner, sessionId) };
  return archiveBody(source, new Date(clock.now()));
};

/**
 * As Markdown, for people to read, under the title that the session has now. Read twice: the head tells how many messages
 * follow, and what was said between the two is left to the next export. Throws `archive-missing` and `archive-unreadable`.
 */
export const exportMarkdown = async (deps: ExportDeps, session: Session): Promise<ArchiveBody> => {
  const header = await readHeader(await exportSession(deps, session));
  const messages = readMessages(await exportSession(deps, session));
  return markdownOf({ ...header, title: session.title }, firstOf(messages, header.messageCount));
};

async function* firstOf<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count;
  if (left === 0) return;
  for await (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}
