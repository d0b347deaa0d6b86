// Making a session and making it the active one.
import type { ProfileStore } from '../owner/profile.ts';
import { takeFreeNumbers } from './free-numbers.ts';
import type { Session, SessionStore } from './session.ts';
import { sessionIdOf } from './session-id.ts';
import { DEFAULT_TITLE } from './title.ts';

export interface NewSession {
  owner: number;
  chatId: number;
  /** Telegram user id of who makes it. */
  createdBy: number;
  /** The update that makes it; together with the owner it gives the session's id. */
  updateId: number;
  nowMs: number;
  modelName: string;
  title?: string;
  systemPrompt?: string;
  /** Absent: the next number of the owner. */
  number?: number;
}

/** Makes a session and makes it active. The same update makes it once, also when the first model has changed since. */
export const createSession = async (
  { sessions, profiles }: { sessions: SessionStore; profiles: ProfileStore },
  input: NewSession,
): Promise<Session> => {
  const { owner, nowMs, modelName } = input;
  const sessionId = sessionIdOf(owner, input.updateId);
  const listed = await sessions.list(owner);
  const known = listed.find((session) => session.sessionId === sessionId);
  const session =
    known ??
    (await sessions.create({
      owner,
      sessionId,
      bornWith: modelName,
      number: input.number ?? (await takeFreeNumbers(profiles, { owner, count: 1, sessions: listed })),
      title: input.title ?? DEFAULT_TITLE,
      chatId: input.chatId,
      createdBy: input.createdBy,
      modelName,
      createdAtMs: nowMs,
      lastMessageAtMs: nowMs,
      messageCount: 0,
      archivePath: '',
      ...(input.systemPrompt === undefined ? {} : { systemPrompt: input.systemPrompt }),
    }));
  await makeActive(profiles, session, nowMs);
  return session;
};

/** Points the owner's profile at the session. */
export const makeActive = (profiles: ProfileStore, session: Session, nowMs: number): Promise<void> =>
  profiles.update(session.owner, {
    active: { sessionId: session.sessionId, bornWith: session.bornWith },
    updatedAtMs: nowMs,
  });
