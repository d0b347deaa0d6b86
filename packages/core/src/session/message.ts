// One message of a conversation, and the key that orders it.
import type { OwnedItems } from '../owner/owned-items.ts';
import type { Attachment } from './attachment.ts';
import { SESSION_ITEMS } from './session.ts';

export type Role = 'system' | 'user' | 'assistant';

export interface Message {
  /** `<ms, 13 digits>#<update id, 12 digits>#<index, 6 digits>`: writing twice writes once; order is the key's order. */
  key: string;
  role: Role;
  content: string;
  /** Who asked, in a group. */
  speaker?: string;
  /** What came with it; never an empty list. */
  attachments?: Attachment[];
  /** Unix milliseconds at which it was said. */
  ts: number;
  /** Ids of the Telegram messages that show it, in order. */
  telegramMessageIds: number[];
  /** Unknown fields of an imported message, as JSON text: kept, never interpreted. */
  extra?: string;
}

/** A DynamoDB item holds 400 kB; the rest is for keys and what is kept beside the text. */
export const MAX_MESSAGE_BYTES = 350_000;

export interface MessageStore {
  /** Writes a message unless its key is taken; returns the one that is stored. */
  put(owner: number, sessionId: string, message: Message): Promise<Message>;
  /** Writes many; each key is written over, so that a repeated import or restore is the same import. */
  putMany(
    owner: number,
    sessionId: string,
    messages: Iterable<Message> | AsyncIterable<Message>,
  ): Promise<void>;
  get(owner: number, sessionId: string, key: string): Promise<Message | undefined>;
  /**
   * Newest first, strongly consistent, read page by page: stop reading and nothing more is fetched. `from`: no message
   * before this key is read, nor paid for.
   */
  newestFirst(
    owner: number,
    sessionId: string,
    options?: { pageSize?: number; from?: string },
  ): AsyncIterable<Message>;
  /** Oldest first, strongly consistent, read page by page. */
  oldestFirst(owner: number, sessionId: string): AsyncIterable<Message>;
  /** Changes what a stored message says or where it is shown; a missing message stays missing. */
  update(
    owner: number,
    sessionId: string,
    key: string,
    changes: { content?: string; attachments?: Attachment[]; telegramMessageIds?: number[] },
  ): Promise<void>;
  remove(owner: number, sessionId: string, keys: Iterable<string>): Promise<void>;
}

/** The key of a message: time fixed by the claim (ms), update id, and place within the update. */
export const messageKey = (atMs: number, updateId: number, index: number): string =>
  `${pad(atMs, 13)}#${pad(updateId, 12)}#${pad(index, 6)}`;

/** Question 0, reply 1; an import or restore counts up from 0. */
export const QUESTION = 0;
export const REPLY = 1;

const pad = (value: number, digits: number): string => {
  const text = String(value);
  if (!Number.isSafeInteger(value) || value < 0 || text.length > digits) {
    throw new RangeError(`Not a number of up to ${digits} digits`);
  }
  return text.padStart(digits, '0');
};

export const MESSAGE_ITEMS = {
  prefix: 'MESSAGE#',
  move: { with: SESSION_ITEMS.prefix },
  forget: 'remove',
} as const satisfies OwnedItems;
