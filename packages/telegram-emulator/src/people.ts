// People of the emulated Telegram: who they are, where they may write, and what they do besides writing.
import { toChat, toChatMember } from './chats.ts';
import type { Drafts } from './drafts.ts';
import type { ChatRecord } from './state.ts';
import type { Store } from './store.ts';
import type { BotUser, User } from './telegram-objects.ts';
import type { UpdateQueue } from './update-queue.ts';

export interface PeopleDependencies {
  store: Store;
  queue: UpdateQueue;
  drafts: Drafts;
  bot: BotUser;
  /** Now, in ms. */
  clock: () => number;
}

export interface NewUser {
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  id?: number;
}

/** Ids of people made here start above this. */
const firstUserId = 1_000_000_000;

/** Adds a person, or changes the one with that id; the private chat with the bot is there at once. */
export const addUser = ({ store }: PeopleDependencies, fields: NewUser): User => {
  const { state } = store;
  const id = fields.id ?? Math.max(firstUserId, ...state.users.keys()) + 1;
  const user: User = { is_bot: false, ...fields, id };
  const chat: ChatRecord = state.chats.get(id) ?? {
    id,
    type: 'private',
    memberIds: [id],
    adminIds: [],
    threadIds: [],
    started: false,
    blocked: false,
    botInside: true,
  };
  store.commit([
    { type: 'user', user },
    { type: 'chat', chat },
  ]);
  store.emit({ type: 'chat', chatId: id, chat: toChat(state, chat) });
  return user;
};

/** Presses Stop below a draft that offers it. */
export const stopDraft = (
  { store, queue, drafts }: PeopleDependencies,
  userId: number,
  chatId: number,
  draftId: number,
): void => {
  const chat = chatOfMember(store, userId, chatId);
  const draft = drafts.drafts(chatId).find((one) => one.draft_id === draftId);
  if (!draft?.can_stop) throw new Error(`Draft ${draftId} cannot be stopped`);
  const body = {
    chat: toChat(store.state, chat),
    draft_id: draftId,
    ...(draft.message_thread_id !== undefined && { message_thread_id: draft.message_thread_id }),
  };
  store.commit(queue.records([{ kind: 'stopped_message_generation', body, queue: `chat:${chatId}` }]));
  if (!draft.keep_on_stop) drafts.dropDraft(chatId, draftId);
  queue.announce();
};

/** Blocks the bot or lets it in again; while blocked, it gets 403. */
export const blockBot = (
  { store, queue, bot, clock }: PeopleDependencies,
  userId: number,
  blocked: boolean,
): void => {
  const from = person(store, userId);
  const chat = chatOfMember(store, userId, userId);
  if (chat.blocked === blocked) return;
  const shown = toChat(store.state, chat);
  const body = {
    chat: shown,
    from,
    date: Math.floor(clock() / 1000),
    old_chat_member: toChatMember(blocked ? 'member' : 'kicked', bot),
    new_chat_member: toChatMember(blocked ? 'kicked' : 'member', bot),
  };
  const updates = queue.records([{ kind: 'my_chat_member', body, queue: `chat:${chat.id}` }]);
  store.commit(
    [{ type: 'chat', chat: { ...chat, blocked } }, ...updates],
    [{ type: 'chat', chatId: userId, chat: shown }],
  );
  queue.announce();
};

/** The person with that id; throws when there is none. */
export const person = ({ state }: Store, userId: number): User => {
  const user = state.users.get(userId);
  if (!user) throw new Error(`Nobody here has the id ${userId}`);
  return user;
};

/** The chat, when the person is in it and it still lives; throws otherwise. */
export const chatOfMember = ({ state }: Store, userId: number, chatId: number): ChatRecord => {
  const chat = state.chats.get(chatId);
  if (!chat) throw new Error(`There is no chat ${chatId}`);
  if (chat.migratedTo !== undefined) throw new Error(`Chat ${chatId} has become ${chat.migratedTo}`);
  if (!chat.memberIds.includes(userId)) throw new Error(`User ${userId} is not in chat ${chatId}`);
  return chat;
};
