// What somebody has seen of each chat, so that the rest counts as unread.
import { unreadOf } from './state.js';

/** @import { PageChat } from '../protocol.ts' */
/** @import { PageState } from './state.js' */

/**
 * Makes the memory of one person.
 * @param {number} userId
 * @param {() => PageState} state
 */
export const createUnread = (userId, state) => {
  /** @type {Map<number, number>} */
  const seen = new Map();
  /** @param {number} chatId */
  const newestIn = (chatId) => [...(state().messages.get(chatId)?.keys() ?? [])].at(-1) ?? 0;
  return {
    /** Everything in a chat is seen. @param {number} chatId */
    see: (chatId) => seen.set(chatId, newestIn(chatId)),
    /** What is there when a chat first shows up is not new. @param {PageChat[]} chats */
    begin: (chats) => {
      for (const { id } of chats) if (!seen.has(id)) seen.set(id, newestIn(id));
    },
    /** How many messages of a chat are unread. @param {number} chatId */
    of: (chatId) => unreadOf(state(), userId, chatId, seen.get(chatId) ?? 0),
  };
};
