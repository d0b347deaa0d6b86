// What people and chats are called in a prompt, a list or an export.
import { beginningOf, oneLine } from '@steward/core';
import type { MessageOrigin, TelegramUser } from './update-schema.ts';

const MAX_LENGTH = 64;

/** First and last name, else the username, on one line; undefined for who has neither. */
export const nameOf = ({ first_name, last_name, username }: Omit<TelegramUser, 'id'>): string | undefined =>
  asName([first_name, last_name].filter(Boolean).join(' ')) ?? asName(username);

/** Who wrote a forwarded or quoted message first. */
export const originOf = (origin: MessageOrigin | undefined): string =>
  (origin?.sender_user && nameOf(origin.sender_user)) ??
  asName(origin?.sender_user_name ?? origin?.chat?.title ?? origin?.sender_chat?.title) ??
  'somebody';

/** At most 64 long. Undefined where nothing is left. */
export const asName = (text = ''): string | undefined => beginningOf(oneLine(text), MAX_LENGTH) || undefined;
