// Chats, questions and histories for the measured turns.
import type { HistoryMessage, Update } from './protocol.ts';

const FIRST_CHAT = 1_000_000;
let nextChat = FIRST_CHAT;
let nextUpdate = 1;

/** Chats that no figure has used before. */
export const freshChats = (count: number): number[] => Array.from({ length: count }, () => nextChat++);

export const questionFrom = (chatId: number, text: string): Update => ({
  update_id: nextUpdate,
  message: {
    message_id: nextUpdate++,
    date: Math.floor(Date.now() / 1000),
    chat: { id: chatId, type: 'private', first_name: 'Ada' },
    from: { id: chatId, is_bot: false, first_name: 'Ada' },
    text,
  },
});

/** As many messages as told, of 500 bytes each. */
export const historyOf = (count: number): HistoryMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: `Message ${index + 1}. `.padEnd(500, 'words and more words '),
  }));
