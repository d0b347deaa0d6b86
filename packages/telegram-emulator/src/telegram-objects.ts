// The Bot API's objects as the emulator makes them: the fields it fills, not every field Telegram has.

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

/** The bot itself, as `getMe` shows it. */
export interface BotUser extends User {
  is_bot: true;
  username: string;
  can_join_groups: boolean;
  can_read_all_group_messages: boolean;
  supports_inline_queries: boolean;
  has_topics_enabled: boolean;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
  is_forum?: true;
}

/** Offsets and lengths count UTF-16 units. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: User;
  language?: string;
  custom_emoji_id?: string;
  /** Seconds, of a `date_time`. */
  unix_time?: number;
  date_time_format?: string;
}

export interface InlineKeyboardButton {
  text: string;
  callback_data?: string;
  url?: string;
  /** Opens the app at that address. */
  web_app?: { url: string };
  copy_text?: { text: string };
  style?: string;
}

/** What stands beside the field where people write. */
export type MenuButton =
  | { type: 'default' | 'commands' }
  | { type: 'web_app'; text: string; web_app: { url: string } };

/** An inline keyboard, or (under another key) one of the reply keyboards. */
export interface ReplyMarkup {
  inline_keyboard?: InlineKeyboardButton[][];
  [other: string]: unknown;
}

export interface Document {
  file_id: string;
  file_unique_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

/** A voice message, a round video or an audio file. */
export interface Recording {
  file_id: string;
  file_unique_id: string;
  /** Whole seconds. */
  duration: number;
  /** Pixels, of a round video. */
  length?: number;
  mime_type?: string;
  file_name?: string;
  file_size: number;
}

export interface PhotoSize {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size: number;
}

/** A message as both sides see it; stickers, polls and the like travel as further fields. Dates in seconds. */
export interface EmulatedMessage {
  message_id: number;
  date: number;
  chat: Chat;
  from?: User;
  message_thread_id?: number;
  is_topic_message?: true;
  edit_date?: number;
  reply_to_message?: EmulatedMessage;
  text?: string;
  entities?: MessageEntity[];
  link_preview_options?: unknown;
  document?: Document;
  voice?: Recording;
  video_note?: Recording;
  audio?: Recording;
  /** The same photo in several sizes, the smallest first. */
  photo?: PhotoSize[];
  media_group_id?: string;
  caption?: string;
  caption_entities?: MessageEntity[];
  reply_markup?: ReplyMarkup;
  [other: string]: unknown;
}

export type Message = EmulatedMessage;

export interface BotCommand {
  command: string;
  description: string;
}

/** An update as it travels to the bot. */
export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** A chat as the emulator lists it: with the people in it. */
export interface EmulatedChat extends Chat {
  memberIds: number[];
}

/** A streamed draft a private chat shows now; it vanishes at `expiresAt` (ms). */
export interface EmulatedDraft {
  draft_id: number;
  text: string;
  entities: MessageEntity[];
  message_thread_id?: number;
  can_stop: boolean;
  keep_on_stop: boolean;
  expiresAt: number;
}

/** What the chat's header shows ("typing"), until `expiresAt` (ms). */
export interface EmulatedAction {
  action: string;
  message_thread_id?: number;
  expiresAt: number;
}

/** What the bot answered to a tap. */
export interface CallbackAnswer {
  text?: string;
  show_alert?: boolean;
  url?: string;
}

/** What a listener of the emulator is told; the event of a draft that ended comes without it. */
export type EmulatorEvent =
  /** `asksReply`: who is to begin a reply to it, as Telegram's apps do by themselves. */
  | { type: 'message' | 'edit'; chatId: number; message: EmulatedMessage; asksReply?: 'all' | number }
  | { type: 'delete'; chatId: number; messageId: number }
  | { type: 'draft'; chatId: number; draft?: EmulatedDraft }
  | { type: 'action'; chatId: number; action: string }
  | { type: 'callback-answer'; chatId: number; userId: number; callbackId: string; answer: CallbackAnswer }
  | { type: 'commands'; chatId?: number; commands: BotCommand[] }
  | { type: 'menu-button'; chatId?: number }
  | { type: 'chat'; chatId: number; chat: Chat };
