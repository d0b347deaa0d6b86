// Messages in memory.
import { MESSAGE_ITEMS, type Message, type MessageStore } from '../session/message.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

type MessageItem = Omit<Message, 'key'>;

export const createMemoryMessages = (table: MemoryTable): MessageStore => {
  const write = (owner: number, sessionId: string, { key, ...item }: Message): void =>
    table.put(owner, messagesOf(sessionId) + key, item);

  const read = (owner: number, sessionId: string, key: string): Message | undefined => {
    const item = table.get<MessageItem>(owner, messagesOf(sessionId) + key);
    return item && { key, ...item };
  };

  const list = (owner: number, sessionId: string): Message[] => {
    const prefix = messagesOf(sessionId);
    return table
      .list<MessageItem>(owner, prefix)
      .map(({ sk, item }) => ({ key: sk.slice(prefix.length), ...item }));
  };

  return {
    async put(owner, sessionId, message) {
      const stored = read(owner, sessionId, message.key);
      if (stored) return stored;
      write(owner, sessionId, message);
      return structuredClone(message);
    },
    async putMany(owner, sessionId, messages) {
      for await (const message of messages) write(owner, sessionId, message);
    },
    async get(owner, sessionId, key) {
      return read(owner, sessionId, key);
    },
    async *newestFirst(owner, sessionId, { from = '' } = {}) {
      yield* list(owner, sessionId)
        .filter(({ key }) => key >= from)
        .reverse();
    },
    async *oldestFirst(owner, sessionId) {
      yield* list(owner, sessionId);
    },
    async update(owner, sessionId, key, changes) {
      const stored = read(owner, sessionId, key);
      if (stored) write(owner, sessionId, withChanges(stored, changes));
    },
    async remove(owner, sessionId, keys) {
      for (const key of keys) table.remove(owner, messagesOf(sessionId) + key);
    },
  };
};

const messagesOf = (sessionId: string): string => `${MESSAGE_ITEMS.prefix}${sessionId}#`;
