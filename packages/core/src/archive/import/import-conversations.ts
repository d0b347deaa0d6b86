// Imported conversations go into the archive of the person who imports them.
import { createHash } from 'node:crypto';
import { StewardError } from '../../error.ts';
import type { ProfileStore } from '../../owner/profile.ts';
import { takeFreeNumbers } from '../../session/free-numbers.ts';
import { type Message, type MessageStore, messageKey } from '../../session/message.ts';
import { isArchived, type Session, type SessionStore } from '../../session/session.ts';
import { archiveBody } from '../archive.ts';
import { type ArchiveStore, archivePath } from '../archive-store.ts';
import { readBody, readMessages } from '../read-archive.ts';
import type { ImportedConversation } from './imported-conversation.ts';

export interface ImportDeps {
  sessions: SessionStore;
  messages: MessageStore;
  archives: ArchiveStore;
  profiles: ProfileStore;
}

export interface ImportInput {
  owner: number;
  chatId: number;
  /** Telegram user id of who imports. */
  createdBy: number;
  updateId: number;
  /** Fixed by the claim, Unix milliseconds: no other update of the owner has the same. */
  atMs: number;
  /** The model a conversation goes on with. */
  modelFor: (conversation: ImportedConversation) => string;
}

export interface ImportedSession {
  session: Session;
  /** Whether this import brought it: what was there already stays as it is. */
  isNew: boolean;
}

/** Conversations stored side by side: a file may hold thousands. */
const PARALLEL = 8;

/**
 * Stores the conversations as archives, the object before its session, so that a listed one is whole; the most recent comes
 * first. A conversation's id is made of what it says: one that is there already is recognised, and the same import may be
 * repeated after a crash at any step. So is the export of an import that still says all of it. None becomes active.
 */
export const importConversations = async (
  deps: ImportDeps,
  conversations: readonly ImportedConversation[],
  input: ImportInput,
): Promise<ImportedSession[]> => {
  if (conversations.length === 0) return [];
  const { owner } = input;
  const listed = await deps.sessions.list(owner);
  const known = new Map(listed.map((session) => [session.sessionId, session]));
  // A file may hold a conversation twice.
  const planned = new Map(
    conversations.map((conversation) => {
      const session = plan(conversation, input);
      return [session.sessionId, { conversation, session }] as const;
    }),
  );
  const found = new Map<string, Session>();
  const missing: Planned[] = [];
  for (const one of planned.values()) {
    const session = known.get(one.session.sessionId) ?? (await origin(deps, known, one.conversation));
    if (session) found.set(session.sessionId, session);
    else missing.push(one);
  }
  missing.sort((a, b) => a.session.lastMessageAtMs - b.session.lastMessageAtMs);
  const count = missing.length;
  let number = count > 0 ? await takeFreeNumbers(deps.profiles, { owner, count, sessions: listed }) : 0;
  for (const { session } of missing) session.number = number++;

  const stored = [...found.values()];
  for (let from = 0; from < missing.length; from += PARALLEL) {
    const next = missing.slice(from, from + PARALLEL);
    stored.push(...(await Promise.all(next.map((one) => store(deps, one, input)))));
  }
  return stored
    .sort((a, b) => b.lastMessageAtMs - a.lastMessageAtMs || a.number - b.number)
    .map((session) => ({ session, isNew: session.createdAtMs === input.atMs }));
};

interface Planned {
  conversation: ImportedConversation;
  session: Session;
}

/** The import that a file was exported from, where it begins with all that the file says. */
const origin = async (
  deps: ImportDeps,
  known: Map<string, Session>,
  { exportedFrom = '', messages }: ImportedConversation,
): Promise<Session | undefined> => {
  const session = known.get(exportedFrom);
  if (!session) return undefined;
  const said = messages[Symbol.iterator]();
  let next = said.next();
  try {
    for await (const { role, content } of messagesOf(deps, session)) {
      if (next.done) return session;
      if (role !== next.value.role || content !== next.value.content) return undefined;
      next = said.next();
    }
  } catch (error) {
    // What is damaged here comes in again.
    if (!(error instanceof StewardError) || error.retryable) throw error;
    return undefined;
  }
  return next.done ? session : undefined;
};

async function* messagesOf(
  { archives, messages }: ImportDeps,
  session: Session,
): AsyncGenerator<Pick<Message, 'role' | 'content'>> {
  const { owner, sessionId } = session;
  if (isArchived(session)) yield* readMessages(await readBody(archives, owner, sessionId));
  else yield* messages.oldestFirst(owner, sessionId);
}

const store = async (
  { archives, sessions }: ImportDeps,
  { conversation, session }: Planned,
  input: ImportInput,
): Promise<Session> => {
  const { importedFrom } = conversation;
  const body = archiveBody(
    { session, importedFrom, messages: toMessages(conversation, input) },
    new Date(input.atMs),
  );
  await archives.write(session.owner, session.sessionId, body);
  return await sessions.create(session, importedFrom);
};

/** The session of a conversation; its number is given when all are planned. */
const plan = (conversation: ImportedConversation, input: ImportInput): Session => {
  const { title, systemPrompt, messageCount, lastMessageAtMs } = conversation;
  const { owner, chatId, createdBy, atMs } = input;
  const modelName = input.modelFor(conversation);
  const sessionId = importedIdOf(owner, conversation);
  return {
    owner,
    sessionId,
    number: 0,
    bornWith: modelName,
    title,
    chatId,
    createdBy,
    modelName,
    createdAtMs: atMs,
    // A time to come would keep the session on top of every list.
    lastMessageAtMs: Math.min(lastMessageAtMs ?? atMs, atMs),
    messageCount,
    archivePath: archivePath(owner, sessionId),
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
};

/** Letters and digits, as ids of sessions are; those that updates make begin with an `s`. */
const importedIdOf = (owner: number, { originalId, messages }: ImportedConversation): string => {
  const hash = createHash('sha256').update(JSON.stringify([owner, originalId]));
  for (const { role, content } of messages) hash.update(JSON.stringify([role, content]));
  return `i${hash.digest('hex').slice(0, 32)}`;
};

async function* toMessages(
  { messages }: ImportedConversation,
  { atMs, updateId }: ImportInput,
): AsyncGenerator<Message> {
  let index = 0;
  for (const { role, content, ts = atMs, extra } of messages) {
    const key = messageKey(atMs, updateId, index);
    yield { key, role, content, ts, telegramMessageIds: [], ...(extra !== undefined && { extra }) };
    index += 1;
  }
}
