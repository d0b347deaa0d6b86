// Everything the emulator remembers, as a fold over records: what the journal holds is what memory holds.
import type { BotCommand, EmulatedMessage, MenuButton, Update, User } from './telegram-objects.ts';

export interface ChatRecord {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  isForum?: boolean;
  creatorId?: number;
  memberIds: number[];
  adminIds: number[];
  /** Topics of a forum, by the id of the message that opened them. */
  threadIds: number[];
  /** A person has written here: before that a bot may not. */
  started: boolean;
  /** The person has blocked the bot. */
  blocked: boolean;
  /** The bot is (still) a member. */
  botInside: boolean;
  /** The supergroup this basic group became. */
  migratedTo?: number;
}

/** Times in ms. Updates of one `queue` reach a webhook one after the other. */
export interface PendingUpdate {
  update: Update;
  createdAt: number;
  expiresAt: number;
  queue: string;
}

export interface FileRecord {
  fileId: string;
  uniqueId: string;
  /** What getFile names, below `/file/bot<token>/`. */
  path: string;
  fileName: string;
  mimeType: string;
  /** The size Telegram claims; tests may let it lie. */
  size: number;
}

export interface CallbackRecord {
  id: string;
  userId: number;
  chatId: number;
  createdAt: number;
  answered: boolean;
}

export interface WebhookRecord {
  url: string;
  secretToken?: string;
  maxConnections: number;
}

export interface EmulatorState {
  users: Map<number, User>;
  chats: Map<number, ChatRecord>;
  messages: Map<number, Map<number, EmulatedMessage>>;
  files: Map<string, FileRecord>;
  updates: PendingUpdate[];
  nextUpdateId: number;
  /** The last message id given, by chat for supergroups and under `account` for all others. */
  lastMessageIds: Map<string, number>;
  webhook?: WebhookRecord;
  allowedUpdates?: string[];
  commands: Map<string, BotCommand[]>;
  /** By the id of a private chat; that of all others under 0. */
  menuButtons: Map<number, MenuButton>;
  callbacks: Map<string, CallbackRecord>;
  /** The bot is logged out until then (ms). */
  loggedOutUntil: number;
}

export type StateRecord =
  | { type: 'user'; user: User }
  | { type: 'chat'; chat: ChatRecord }
  | { type: 'message'; message: EmulatedMessage }
  | { type: 'message-deleted'; chatId: number; messageId: number }
  | { type: 'file'; file: FileRecord }
  | { type: 'file-forgotten'; fileId: string }
  | { type: 'update'; pending: PendingUpdate }
  | { type: 'updates-before'; updateId: number }
  | { type: 'update-done'; updateId: number }
  | { type: 'webhook'; webhook: WebhookRecord | null }
  | { type: 'allowed-updates'; kinds: string[] | null }
  | { type: 'commands'; key: string; commands: BotCommand[] | null }
  | { type: 'menu-button'; chatId: number; button: MenuButton | null }
  | { type: 'callback'; callback: CallbackRecord }
  | { type: 'callback-forgotten'; id: string }
  | { type: 'logged-out'; until: number }
  | { type: 'counters'; nextUpdateId: number; lastMessageIds: [string, number][] };

/** Update ids start from "a certain positive number" (docs); any will do. */
const firstUpdateId = 100_000_001;

/** A Telegram with nobody on it. */
export const emptyState = (): EmulatorState => {
  return {
    users: new Map(),
    chats: new Map(),
    messages: new Map(),
    files: new Map(),
    updates: [],
    nextUpdateId: firstUpdateId,
    lastMessageIds: new Map(),
    commands: new Map(),
    menuButtons: new Map(),
    callbacks: new Map(),
    loggedOutUntil: 0,
  };
};

/** Supergroups count their own messages; private chats and basic groups share the account's counter. */
export const counterKey = (chat: { id: number; type: string }): string => {
  return chat.type === 'supergroup' ? String(chat.id) : 'account';
};

/** No update gets a number below this any more. */
export const countUpdatesOn = (state: EmulatorState, from: number): void => {
  state.nextUpdateId = Math.max(state.nextUpdateId, from);
};

/** No message gets a number below this any more. */
export const countMessagesOn = (state: EmulatorState, from: number): void => {
  for (const key of ['account', ...state.lastMessageIds.keys()]) {
    state.lastMessageIds.set(key, Math.max(state.lastMessageIds.get(key) ?? 0, from));
  }
};

/** Changes the state by one record. */
export const applyRecord = (state: EmulatorState, record: StateRecord): void => {
  switch (record.type) {
    case 'user':
      state.users.set(record.user.id, record.user);
      return;
    case 'chat':
      state.chats.set(record.chat.id, record.chat);
      return;
    case 'message':
      applyMessage(state, record.message);
      return;
    case 'message-deleted':
      state.messages.get(record.chatId)?.delete(record.messageId);
      return;
    case 'file':
      state.files.set(record.file.fileId, record.file);
      return;
    case 'file-forgotten':
      state.files.delete(record.fileId);
      return;
    case 'commands':
      if (record.commands) state.commands.set(record.key, record.commands);
      else state.commands.delete(record.key);
      return;
    case 'menu-button':
      if (record.button) state.menuButtons.set(record.chatId, record.button);
      else state.menuButtons.delete(record.chatId);
      return;
    case 'callback':
      state.callbacks.set(record.callback.id, record.callback);
      return;
    case 'callback-forgotten':
      state.callbacks.delete(record.id);
      return;
    case 'logged-out':
      state.loggedOutUntil = record.until;
      return;
    case 'counters':
      state.nextUpdateId = record.nextUpdateId;
      state.lastMessageIds = new Map(record.lastMessageIds);
      return;
    default:
      applyDelivery(state, record);
  }
};

const applyMessage = (state: EmulatorState, message: EmulatedMessage): void => {
  const { chat, message_id } = message;
  const messages = state.messages.get(chat.id) ?? new Map<number, EmulatedMessage>();
  state.messages.set(chat.id, messages.set(message_id, message));
  const key = counterKey(chat);
  state.lastMessageIds.set(key, Math.max(state.lastMessageIds.get(key) ?? 0, message_id));
};

type DeliveryRecord = Extract<
  StateRecord,
  { type: 'update' | 'updates-before' | 'update-done' | 'webhook' | 'allowed-updates' }
>;

const applyDelivery = (state: EmulatorState, record: DeliveryRecord): void => {
  switch (record.type) {
    case 'update':
      state.updates.push(record.pending);
      state.nextUpdateId = Math.max(state.nextUpdateId, record.pending.update.update_id + 1);
      return;
    case 'updates-before':
      state.updates = state.updates.filter((one) => one.update.update_id >= record.updateId);
      return;
    case 'update-done':
      state.updates = state.updates.filter((one) => one.update.update_id !== record.updateId);
      return;
    case 'webhook':
      if (record.webhook) state.webhook = record.webhook;
      else delete state.webhook;
      return;
    case 'allowed-updates':
      if (record.kinds) state.allowedUpdates = record.kinds;
      else delete state.allowedUpdates;
      return;
  }
};

/** The shortest list of records that rebuilds the state. */
export const toRecords = (state: EmulatorState): StateRecord[] => {
  const messages = [...state.messages.values()].flatMap((chat) => [...chat.values()]);
  return [
    ...[...state.users.values()].map((user) => ({ type: 'user', user }) as const),
    ...[...state.chats.values()].map((chat) => ({ type: 'chat', chat }) as const),
    ...messages.map((message) => ({ type: 'message', message }) as const),
    ...[...state.files.values()].map((file) => ({ type: 'file', file }) as const),
    ...state.updates.map((pending) => ({ type: 'update', pending }) as const),
    ...[...state.callbacks.values()].map((callback) => ({ type: 'callback', callback }) as const),
    ...[...state.commands].map(([key, commands]) => ({ type: 'commands', key, commands }) as const),
    ...[...state.menuButtons].map(([chatId, button]) => ({ type: 'menu-button', chatId, button }) as const),
    { type: 'webhook', webhook: state.webhook ?? null },
    { type: 'allowed-updates', kinds: state.allowedUpdates ?? null },
    { type: 'logged-out', until: state.loggedOutUntil },
    { type: 'counters', nextUpdateId: state.nextUpdateId, lastMessageIds: [...state.lastMessageIds] },
  ];
};
