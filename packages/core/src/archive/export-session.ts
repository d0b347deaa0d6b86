// A conversation as a document to take away.
import type { Clock } from '../clock.ts';
import type { Message, MessageStore } from '../session/message.ts';
import { isArchived, type Session } from '../session/session.ts';
import { serializeArchive } from './archive.ts';
import type { ArchiveStore } from './archive-store.ts';
import { readBody } from './read-archive.ts';

export interface ExportDeps {
  messages: MessageStore;
  archives: ArchiveStore;
  clock: Clock;
}

/** In format 1.0: an archived session as it is stored, a live one as it is now. Throws `archive-missing`. */
export async function exportSession(
  { messages, archives, clock }: ExportDeps,
  session: Session,
): Promise<{ json: string }> {
  const { owner, sessionId } = session;
  if (isArchived(session)) return { json: await readBody(archives, owner, sessionId) };
  const conversation: Message[] = [];
  for await (const message of messages.oldestFirst(owner, sessionId)) conversation.push(message);
  return { json: serializeArchive(session, conversation, new Date(clock.now())) };
}
