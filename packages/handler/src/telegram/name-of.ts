// What people and chats are called in a prompt, a list or an export.
import type { MessageOrigin, TelegramUser } from './update-schema.ts';

const MAX_LENGTH = 64;

/** First and last name, else the username, on one line; undefined for who has neither. */
export const nameOf = ({ first_name, last_name, username }: Omit<TelegramUser, 'id'>): string | undefined =>
  oneLine([first_name, last_name].filter(Boolean).join(' ')) ?? oneLine(username);

/** Who wrote a forwarded or quoted message first. */
export const originOf = (origin: MessageOrigin | undefined): string =>
  (origin?.sender_user && nameOf(origin.sender_user)) ??
  oneLine(origin?.sender_user_name ?? origin?.chat?.title ?? origin?.sender_chat?.title) ??
  'somebody';

/** Undefined where nothing is left. */
export const oneLine = (name = ''): string | undefined =>
  name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed() || undefined;
