// Restoring: an archive becomes a live session again. Every step can be repeated after a crash.
import { makeActive } from '../session/create-session.ts';
import { type Message, messageKey } from '../session/message.ts';
import { messageKeys } from '../session/message-keys.ts';
import { isArchived, refOf, type Session, type SessionRef } from '../session/session.ts';
import { sessionMissing } from '../session/session-missing.ts';
import { type ArchivedMessage, attachmentsOf, extraOf, speakerOf } from './archive.ts';
import type { ArchiveDeps } from './archive-session.ts';
import { readBody, readHeader, readMessages } from './read-archive.ts';

/** What names a restore, and with it the keys of the messages it writes. */
export interface RestoreInput {
  /** Fixed by the claim, Unix milliseconds. */
  atMs: number;
  updateId: number;
}

/**
 * Puts the archive's messages back under keys of this restore, in their order, and makes the session live and active; the
 * archive goes last. A live session is only made active (what is left when a crash came late).
 * Throws `archive-missing` and `archive-unreadable`.
 */
export const restoreSession = async (
  deps: ArchiveDeps,
  session: SessionRef,
  input: RestoreInput,
): Promise<Session> => {
  const stored = await deps.sessions.get(refOf(session));
  if (!stored) throw sessionMissing();
  const live = isArchived(stored) ? await putBack(deps, stored, input) : stored;
  await makeActive(deps.profiles, live, input.atMs);
  await deps.archives.remove(live.owner, live.sessionId);
  return live;
};

const putBack = async (deps: ArchiveDeps, session: Session, input: RestoreInput): Promise<Session> => {
  const { owner, sessionId } = session;
  const archive = () => readBody(deps.archives, owner, sessionId);
  // Read to its end before anything is changed: an archive that cannot be read whole stays one.
  const { messageCount } = await readHeader(await archive());
  // Messages an interrupted archiving (or another restore) left behind would appear twice.
  const ours = messageKey(input.atMs, input.updateId, 0).slice(0, -INDEX_DIGITS);
  const present = await messageKeys(deps.messages, owner, sessionId);
  const leftOver = present.filter((key) => !key.startsWith(ours));
  await deps.messages.remove(owner, sessionId, leftOver);
  await deps.messages.putMany(owner, sessionId, toMessages(readMessages(await archive()), input));
  return deps.sessions.update(refOf(session), {
    archivePath: '',
    messageCount,
    contextStart: null,
  });
};

const INDEX_DIGITS = 6;

async function* toMessages(
  conversation: AsyncIterable<ArchivedMessage>,
  { atMs, updateId }: RestoreInput,
): AsyncGenerator<Message> {
  let index = 0;
  for await (const message of conversation) {
    const { role, content, ts } = message;
    const speaker = speakerOf(message);
    const attachments = attachmentsOf(message);
    const extra = extraOf(message);
    yield {
      key: messageKey(atMs, updateId, index),
      role,
      content,
      ts,
      telegramMessageIds: [],
      ...(speaker !== undefined && { speaker }),
      ...(attachments && { attachments }),
      ...(extra !== undefined && { extra }),
    };
    index += 1;
  }
}
