// What the page and its server say to each other; the page's modules import these types in their JSDoc.
// Messages, users, drafts and commands have the shapes of the Bot API, as the emulator makes them.
import type {
  BotCommand,
  CallbackAnswer,
  Document,
  EmulatedAction,
  EmulatedDraft,
  EmulatedMessage,
  InlineKeyboardButton,
  MenuButton,
  MessageEntity,
  User,
} from '../telegram-objects.ts';

export type PageUser = User;
export type PageEntity = MessageEntity;
export type PageButton = InlineKeyboardButton;
export type PageDocument = Document;
export type PageMessage = EmulatedMessage;
export type PageDraft = EmulatedDraft;
export type PageAction = EmulatedAction;
export type PageCommand = BotCommand;
export type PageMenuButton = MenuButton;
export type TapAnswer = CallbackAnswer;

/** A private chat (its id is its person's) or a group; `memberIds` lists who sees it. */
export interface PageChat {
  id: number;
  type: string;
  title?: string;
  memberIds: number[];
}

/** Everything a page needs to begin: sent first on every connection. */
export interface StateEvent {
  type: 'state';
  bot: PageUser;
  users: PageUser[];
  chats: PageChat[];
  commands: PageCommand[];
  /** By person: what stands beside the field of the private chat. */
  menuButtons: Record<string, PageMenuButton>;
  /** The latest messages of each chat, oldest first. */
  messages: Record<string, PageMessage[]>;
  /** The chats that have messages before those. */
  more: number[];
  drafts: Record<string, PageDraft[]>;
  actions: Record<string, PageAction>;
}

/** What the server tells a connected page. */
export type PageEvent =
  | StateEvent
  | { type: 'message'; chatId: number; message: PageMessage; asksReply?: 'all' | number }
  | { type: 'deleted'; chatId: number; messageId: number }
  | { type: 'drafts'; chatId: number; drafts: PageDraft[] }
  | { type: 'action'; chatId: number; action?: PageAction }
  | { type: 'people'; users: PageUser[]; chats: PageChat[]; menuButtons: Record<string, PageMenuButton> }
  | { type: 'menu-buttons'; menuButtons: Record<string, PageMenuButton> }
  | { type: 'commands'; commands: PageCommand[] };
