// Owners with conversations that are there already, written as the product writes them.
import { type Message, messageKey, type Session } from '@steward/core';
import type { DynamoDbCalls } from '@steward/handler';
import {
  createDynamoDbMessageStore,
  createDynamoDbProfileStore,
  createDynamoDbSessionStore,
} from '@steward/handler/testing';

export interface TextSizes {
  /** Bytes. */
  question: number;
  answer: number;
}

export interface SeedOptions extends TextSizes {
  client: DynamoDbCalls;
  tableName: string;
  owner: number;
  modelName: string;
  sessions?: number;
  /** Of each session. */
  messages: number;
  /** The header that each session was imported with. */
  importedFrom?: string;
}

const ONE_MINUTE_MS = 60_000;

/** ASCII, so that characters are bytes. */
export const textOf = (start: string, bytes: number): string =>
  start.padEnd(bytes, ' lorem ipsum').slice(0, bytes);

export const seededSessionId = (owner: number, index: number): string => `s${owner.toString(36)}-${index}`;

/** The last session is the active one. */
export const seedHistory = async (options: SeedOptions): Promise<void> => {
  const { client, tableName, owner, sessions: count = 1 } = options;
  const stores = { client, tableName };
  const sessions = createDynamoDbSessionStore(stores);
  const messages = createDynamoDbMessageStore(stores);
  const profiles = createDynamoDbProfileStore(stores);
  // A number is stored by its digits without zeros behind: all histories are of one size.
  const nowMs = Math.floor(Date.now() / 10) * 10 + 1;
  const first = await profiles.takeNumbers(owner, count);
  for (let index = 0; index < count; index += 1) {
    const session = seededSession(options, index, first + index, nowMs);
    await messages.putMany(owner, session.sessionId, history(options, nowMs));
    await sessions.create(session, options.importedFrom);
    if (index < count - 1) continue;
    await profiles.update(owner, {
      firstName: 'Ada',
      username: 'ada',
      languageCode: 'en',
      active: { sessionId: session.sessionId, bornWith: session.bornWith },
      updatedAtMs: nowMs,
    });
  }
};

const seededSession = (
  { owner, modelName, messages }: SeedOptions,
  index: number,
  number: number,
  nowMs: number,
): Session => ({
  owner,
  sessionId: seededSessionId(owner, index),
  bornWith: modelName,
  number,
  title: `Conversation ${number} about something`,
  chatId: owner,
  createdBy: owner,
  modelName,
  createdAtMs: nowMs,
  lastMessageAtMs: nowMs,
  messageCount: messages,
  archivePath: '',
});

function* history({ question, answer, messages }: SeedOptions, nowMs: number): Generator<Message> {
  const beganMs = nowMs - messages * ONE_MINUTE_MS;
  for (let index = 0; index < messages; index += 1) {
    const atMs = beganMs + index * ONE_MINUTE_MS;
    const isReply = index % 2 === 1;
    yield {
      key: messageKey(atMs, 1_000 + index, isReply ? 1 : 0),
      role: isReply ? 'assistant' : 'user',
      content: textOf(`Message ${index}`, isReply ? answer : question),
      ts: atMs,
      telegramMessageIds: [10_000 + index],
    };
  }
}
