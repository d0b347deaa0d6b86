// Records of a damaged journal: what is no longer shaped as it was written would break the state that is built of it.
import type { StateRecord } from './state.ts';

export const isSound = (record: StateRecord): boolean => {
  try {
    return numbersOf(record).every(Number.isSafeInteger);
  } catch {
    return false;
  }
};

/** Every number that the state counts or looks up by. Throws for what is not shaped as a record. */
const numbersOf = (record: StateRecord): number[] => {
  switch (record.type) {
    case 'user':
      return [record.user.id];
    case 'chat': {
      const { id, memberIds, adminIds, threadIds } = record.chat;
      return [id, ...memberIds, ...adminIds, ...threadIds];
    }
    case 'message': {
      const { message_id, date, chat } = record.message;
      return [message_id, date, chat.id];
    }
    case 'message-deleted':
      return [record.chatId, record.messageId];
    case 'update':
      return [record.pending.update.update_id, record.pending.createdAt, record.pending.expiresAt];
    case 'updates-before':
    case 'update-done':
      return [record.updateId];
    case 'file':
      return [record.file.size, record.file.uniqueId.length, record.file.fileId.length];
    case 'callback':
      return [record.callback.createdAt, record.callback.chatId];
    case 'commands':
      return record.commands?.map(({ command }) => command.length) ?? [];
    case 'menu-button':
      return [record.chatId];
    case 'counters':
      return [record.nextUpdateId, ...record.lastMessageIds.map(([, id]) => id)];
    case 'logged-out':
      return [record.until];
    default:
      return [];
  }
};
