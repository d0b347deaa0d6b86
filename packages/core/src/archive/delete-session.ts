// Deleting a conversation with all that belongs to it.

import type { ProfileStore } from '../owner/profile.ts';
import { clearActive } from '../session/clear-active.ts';
import type { MessageStore } from '../session/message.ts';
import { messageKeys } from '../session/message-keys.ts';
import { refOf, type SessionRef, type SessionStore } from '../session/session.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { FileTextStore } from './file-text-store.ts';

export interface DeleteSessionDeps {
  sessions: SessionStore;
  messages: MessageStore;
  archives: ArchiveStore;
  files: FileTextStore;
  profiles: ProfileStore;
}

/**
 * Removes the active mark, the archive, the text of its documents, the messages and, last, the item: as long as anything is
 * left the conversation is still listed, so that deleting can be repeated after a crash at any step.
 */
export const deleteSession = async (
  { sessions, messages, archives, files, profiles }: DeleteSessionDeps,
  session: SessionRef,
): Promise<void> => {
  const { owner, sessionId } = session;
  await clearActive(profiles, session);
  await archives.remove(owner, sessionId);
  for (const key of (await sessions.get(refOf(session)))?.files ?? []) await files.remove(owner, key);
  await messages.remove(owner, sessionId, await messageKeys(messages, owner, sessionId));
  await sessions.remove(refOf(session));
};
