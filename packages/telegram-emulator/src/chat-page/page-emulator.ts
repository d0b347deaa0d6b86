// What the page needs of the Telegram emulator: the people's side of it.
import type { TelegramEmulator } from '../emulator.ts';

/** Calls throw an Error with a plain sentence when an app or Telegram would refuse. */
export type PageEmulator = Pick<
  TelegramEmulator,
  | 'bot'
  | 'addUser'
  | 'users'
  | 'createGroup'
  | 'sendText'
  | 'sendDocument'
  | 'sendPhotos'
  | 'sendRecording'
  | 'editText'
  | 'tap'
  | 'stopDraft'
  | 'chats'
  | 'history'
  | 'drafts'
  | 'actions'
  | 'commands'
  | 'menuButton'
  | 'signInitData'
  | 'file'
  | 'subscribe'
> & {
  /** Who is in a chat, where the emulator tells. */
  members?(chatId: number): number[];
};
