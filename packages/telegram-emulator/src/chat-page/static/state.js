// What the page knows, and how each event of the server changes it. Pure: no DOM, no network.

/** @import { PageAction, PageChat, PageCommand, PageDraft, PageEvent, PageMenuButton, PageMessage, PageUser } from '../protocol.ts' */

/**
 * @typedef {object} PageState
 * @property {boolean} ready Whether the first state has arrived.
 * @property {PageUser | undefined} bot
 * @property {PageUser[]} users
 * @property {PageChat[]} chats
 * @property {PageCommand[]} commands
 * @property {Record<string, PageMenuButton>} menuButtons By person: what stands beside the field.
 * @property {Map<number, Map<number, PageMessage>>} messages By chat, then by message id, oldest first.
 * @property {Set<number>} more Chats with earlier messages than those.
 * @property {Map<number, PageDraft[]>} drafts What the bot is writing in a chat, till that expires.
 * @property {Map<number, { message: PageMessage, whom: 'all' | number }>} asked By chat: what a reply was asked for last.
 * @property {Map<number, PageAction>} actions What the bot is doing in a chat, till that expires.
 */

/** @returns {PageState} */
export const emptyState = () => ({
  ready: false,
  bot: undefined,
  users: [],
  chats: [],
  commands: [],
  menuButtons: {},
  messages: new Map(),
  more: new Set(),
  drafts: new Map(),
  asked: new Map(),
  actions: new Map(),
});

/**
 * @param {PageState} state
 * @param {number} chatId
 */
const messagesOf = (state, chatId) => {
  const known = state.messages.get(chatId) ?? new Map();
  state.messages.set(chatId, known);
  return known;
};

/**
 * Puts messages into their chat, in the order of their ids.
 * @param {PageState} state
 * @param {number} chatId
 * @param {PageMessage[]} messages
 */
export const addMessages = (state, chatId, messages) => {
  const known = messagesOf(state, chatId);
  const newest = [...known.keys()].at(-1) ?? -Infinity;
  const inOrder = messages.every((message) => known.has(message.message_id) || message.message_id > newest);
  for (const message of messages) known.set(message.message_id, message);
  if (!inOrder) state.messages.set(chatId, new Map([...known].sort(([one], [other]) => one - other)));
};

/**
 * @param {PageState} state
 * @param {Extract<PageEvent, { type: 'state' }>} event
 */
const begin = (state, event) => {
  Object.assign(state, emptyState(), {
    ready: true,
    bot: event.bot,
    users: event.users,
    chats: event.chats,
    commands: event.commands,
    menuButtons: event.menuButtons,
    more: new Set(event.more),
  });
  for (const [chatId, messages] of Object.entries(event.messages))
    addMessages(state, Number(chatId), messages);
  for (const [chatId, drafts] of Object.entries(event.drafts)) state.drafts.set(Number(chatId), drafts);
  for (const [chatId, action] of Object.entries(event.actions)) state.actions.set(Number(chatId), action);
};

/**
 * Applies one event.
 * @param {PageState} state
 * @param {PageEvent} event
 */
export const applyEvent = (state, event) => {
  switch (event.type) {
    case 'state':
      return begin(state, event);
    case 'message':
      // What the bot was about to do is done.
      if (event.message.from?.is_bot) state.actions.delete(event.chatId);
      if (event.asksReply) state.asked.set(event.chatId, { message: event.message, whom: event.asksReply });
      return addMessages(state, event.chatId, [event.message]);
    case 'deleted':
      messagesOf(state, event.chatId).delete(event.messageId);
      return;
    case 'drafts':
      state.drafts.set(event.chatId, event.drafts);
      return;
    case 'action':
      if (event.action) state.actions.set(event.chatId, event.action);
      else state.actions.delete(event.chatId);
      return;
    case 'people':
      state.users = event.users;
      state.chats = event.chats;
      state.menuButtons = event.menuButtons;
      return;
    case 'menu-buttons':
      state.menuButtons = event.menuButtons;
      return;
    case 'commands':
      state.commands = event.commands;
      return;
  }
};

/**
 * What the bot is doing in a chat right now, in words; undefined when nothing.
 * @param {PageState} state
 * @param {number} chatId
 * @param {number} now In milliseconds.
 */
export const activityOf = (state, chatId, now) => {
  if (draftsOf(state, chatId, now).length > 0) return 'typing';
  const current = state.actions.get(chatId);
  if (!current || current.expiresAt <= now) return undefined;
  return current.action === 'upload_document' ? 'sending a file' : 'typing';
};

/**
 * What the bot is writing in a chat right now and has not sent yet.
 * @param {PageState} state
 * @param {number} chatId
 * @param {number} now In milliseconds.
 */
export const draftsOf = (state, chatId, now) =>
  (state.drafts.get(chatId) ?? []).filter((draft) => draft.expiresAt > now);

/**
 * The chats somebody sees: the private one first, then the groups.
 * @param {PageState} state
 * @param {number} userId
 * @returns {PageChat[]}
 */
export const chatsOf = (state, userId) => [
  state.chats.find((chat) => chat.id === userId) ?? { id: userId, type: 'private', memberIds: [userId] },
  ...state.chats.filter((chat) => chat.type !== 'private' && chat.memberIds.includes(userId)),
];

/**
 * How many messages of others came after the last one seen.
 * @param {PageState} state
 * @param {number} userId
 * @param {number} chatId
 * @param {number} lastSeenId
 */
export const unreadOf = (state, userId, chatId, lastSeenId) => {
  let count = 0;
  for (const message of state.messages.get(chatId)?.values() ?? []) {
    if (message.message_id > lastSeenId && message.from?.id !== userId) count += 1;
  }
  return count;
};
