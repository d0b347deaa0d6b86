// Imported conversations become live sessions of the person who imports them.

import type { ProfileStore } from '../../owner/profile.ts';
import { makeActive } from '../../session/create-session.ts';
import { type Message, type MessageStore, messageKey } from '../../session/message.ts';
import type { Session, SessionStore } from '../../session/session.ts';
import { sessionIdOf } from '../../session/session-id.ts';
import type { ImportedConversation, ImportedMessage } from './imported-conversation.ts';

export interface ImportDeps {
  sessions: SessionStore;
  messages: MessageStore;
  profiles: ProfileStore;
}

export interface ImportInput {
  owner: number;
  chatId: number;
  /** Telegram user id of who imports. */
  createdBy: number;
  /** Names the import together with the owner: the same update, delivered again, is the same import. */
  updateId: number;
  /** Fixed by the claim, Unix milliseconds. */
  atMs: number;
  /** The model a conversation goes on with, by the name it came with: the offered one where one is meant. */
  modelFor: (imported: string | undefined) => string;
}

/** Conversations stored side by side: a file may hold thousands. */
const PARALLEL = 8;

/**
 * Stores the conversations and makes the last one active. Messages are written before their session, so that a listed
 * session is whole, and one that is listed already is not written again.
 */
export const importConversations = async (
  deps: ImportDeps,
  conversations: ImportedConversation[],
  input: ImportInput,
): Promise<Session[]> => {
  const { owner } = input;
  const known = new Map((await deps.sessions.list(owner)).map((session) => [session.sessionId, session]));
  const planned = conversations.map((conversation, index) => ({
    conversation,
    session: plan(conversation, index, input),
  }));
  const missing = planned.filter(({ session }) => !known.has(session.sessionId));
  let number = missing.length > 0 ? await deps.profiles.takeNumbers(owner, missing.length) : 0;
  for (const { session } of missing) session.number = number++;

  const store = async ({ conversation, session }: Planned): Promise<Session> => {
    const stored = known.get(session.sessionId);
    if (stored) return stored;
    await deps.messages.putMany(owner, session.sessionId, toMessages(conversation.messages, input));
    return deps.sessions.create(session, conversation.importedFrom);
  };
  const stored: Session[] = [];
  while (stored.length < planned.length) {
    const next = planned.slice(stored.length, stored.length + PARALLEL);
    stored.push(...(await Promise.all(next.map(store))));
  }

  const last = stored.at(-1);
  if (last) await makeActive(deps.profiles, last, input.atMs);
  return stored;
};

interface Planned {
  conversation: ImportedConversation;
  session: Session;
}

/** The session of a conversation; its number is given when all are planned. */
const plan = (conversation: ImportedConversation, index: number, input: ImportInput): Session => {
  const { title, modelName: imported, systemPrompt, messageCount, lastMessageAtMs } = conversation;
  const { owner, chatId, createdBy, updateId, atMs } = input;
  const modelName = input.modelFor(imported);
  return {
    owner,
    sessionId: sessionIdOf(owner, updateId, index),
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
    archivePath: '',
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
};

function* toMessages(messages: Iterable<ImportedMessage>, input: ImportInput): Generator<Message> {
  let index = 0;
  for (const { role, content, ts = input.atMs, extra } of messages) {
    yield {
      key: messageKey(input.atMs, input.updateId, index),
      role,
      content,
      ts,
      telegramMessageIds: [],
      ...(extra !== undefined && { extra }),
    };
    index += 1;
  }
}
