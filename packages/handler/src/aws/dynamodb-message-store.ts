// Messages in DynamoDB: one item each, ordered by their key, so that a conversation has no size limit.
import {
  fromStoredAttachments,
  type Message,
  type MessageStore,
  StewardError,
  toStoredAttachments,
} from '@steward/core';
import {
  createDynamoDbTable,
  type DynamoDbDependencies,
  EXISTS,
  IS_NEW,
  type QueryOptions,
  type Range,
} from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { behindMessages, type Key, messageItemKey, messagesPrefix } from './keys.ts';

interface MessageItem extends Key {
  role: Message['role'];
  content: string;
  speaker?: string;
  attachments?: unknown;
  ts: number;
  telegram_message_ids: number[];
  extra?: string;
}

/** An item has at most 400 kB, key and numbers included. */
export const MAX_CONTENT_BYTES = 380 * 1024;
const PAGE_SIZE = 50;

export const createDynamoDbMessageStore = (dependencies: DynamoDbDependencies): MessageStore => {
  const table = createDynamoDbTable(dependencies);

  const get = async (owner: number, sessionId: string, key: string): Promise<Message | undefined> => {
    const item = await table.get<MessageItem>(messageItemKey(owner, sessionId, key));
    return item && toMessage(sessionId, item);
  };

  const read = async function* (
    owner: number,
    { sessionId, range }: { sessionId: string; range: Range },
    options: QueryOptions,
  ): AsyncGenerator<Message> {
    for await (const item of table.query<MessageItem>(owner, range, options))
      yield toMessage(sessionId, item);
  };

  return {
    get,
    async put(owner, sessionId, message) {
      if (await table.put(toMessageItem(owner, sessionId, message), IS_NEW)) return message;
      return (await get(owner, sessionId, message.key)) ?? message;
    },
    async putMany(owner, sessionId, messages) {
      await table.writeMany(
        mapped(messages, (message) => ({ put: toMessageItem(owner, sessionId, message) })),
      );
    },
    newestFirst(owner, sessionId, { from, pageSize } = {}) {
      // Everything from a known beginning on is needed: one request reads it.
      if (from === undefined)
        return read(owner, messagesOf(sessionId), { newestFirst: true, pageSize: pageSize ?? PAGE_SIZE });
      const range = { from: messagesPrefix(sessionId) + from, to: behindMessages(sessionId) };
      return read(owner, { sessionId, range }, { newestFirst: true, ...(pageSize && { pageSize }) });
    },
    oldestFirst: (owner, sessionId) => read(owner, messagesOf(sessionId), {}),
    async update(owner, sessionId, key, { content, attachments, telegramMessageIds }) {
      if (content !== undefined) refuseTooLarge(content);
      const set = {
        content,
        attachments: attachments && toStoredAttachments(attachments),
        telegram_message_ids: telegramMessageIds,
      };
      await table.update(messageItemKey(owner, sessionId, key), { set }, EXISTS);
    },
    async remove(owner, sessionId, keys) {
      await table.writeMany(mapped(keys, (key) => ({ remove: messageItemKey(owner, sessionId, key) })));
    },
  };
};

const messagesOf = (sessionId: string) => ({ sessionId, range: { prefix: messagesPrefix(sessionId) } });

const toMessageItem = (owner: number, sessionId: string, message: Message): Key & Values => {
  const { key, role, content, speaker, ts, telegramMessageIds, extra } = message;
  const attachments = message.attachments && toStoredAttachments(message.attachments);
  refuseTooLarge(content + (extra ?? '') + (attachments ? JSON.stringify(attachments) : ''));
  return {
    ...messageItemKey(owner, sessionId, key),
    role,
    content,
    speaker,
    attachments,
    ts,
    telegram_message_ids: telegramMessageIds,
    extra,
  };
};

const toMessage = (sessionId: string, item: MessageItem): Message => {
  const attachments = fromStoredAttachments(item.attachments);
  return {
    key: item.sk.slice(messagesPrefix(sessionId).length),
    role: item.role,
    content: item.content,
    ...(item.speaker !== undefined && { speaker: item.speaker }),
    ...(attachments && { attachments }),
    ts: item.ts,
    telegramMessageIds: item.telegram_message_ids,
    ...(item.extra !== undefined && { extra: item.extra }),
  };
};

const refuseTooLarge = (text: string): void => {
  if (Buffer.byteLength(text) <= MAX_CONTENT_BYTES) return;
  throw new StewardError('message-too-large', `A message has more than ${MAX_CONTENT_BYTES} bytes`, {
    userMessage: 'This message is too long to be kept. Please send it in smaller parts.',
  });
};

const mapped = async function* <From, To>(
  items: Iterable<From> | AsyncIterable<From>,
  map: (item: From) => To,
): AsyncGenerator<To> {
  for await (const item of items) yield map(item);
};
