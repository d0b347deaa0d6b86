// What Telegram sends, read with tolerance: only the fields that are used, everything unknown left aside.
import { chatOf, isGroupMove } from './chat-of.ts';
import { contentOf } from './content-of.ts';
import { textOfRich } from './rich-message.ts';
import { type IncomingMessage, type TelegramUser, update } from './update-schema.ts';

export type { IncomingDocument, IncomingMessage, IncomingPhotoSize, TelegramUser } from './update-schema.ts';

interface Addressed {
  updateId: number;
  /** Owner of the data: the user in a private chat, the group otherwise. The same number as the chat's id. */
  owner: number;
  isGroup: boolean;
}

/** An update by which somebody asks something. */
export type Asking =
  | (Addressed & { kind: 'message'; message: IncomingMessage; from: TelegramUser })
  | (Addressed & { kind: 'edited'; message: IncomingMessage; from: TelegramUser })
  | (Addressed & { kind: 'callback'; data: string; message: IncomingMessage; from: TelegramUser });

export type Incoming =
  | Asking
  | (Addressed & { kind: 'migration'; from: number; to: number })
  /** The bot was blocked by the person, or removed from the group: it reaches nobody there. */
  | (Addressed & { kind: 'gone' })
  | (Addressed & { kind: 'other' });

/** Reads an update; undefined when it is not one at all (no update id). What has no chat of ours is `other`. */
export const readIncoming = (raw: unknown): Incoming | undefined => {
  const parsed = update.safeParse(raw);
  if (!parsed.success) return readUnknown(raw);
  const { data } = parsed;
  const { message: plain, edited_message: edited, callback_query: query, my_chat_member: standing } = data;
  const at = (place: { id: number; type: string }) => ({
    updateId: data.update_id,
    owner: place.id,
    isGroup: place.type !== 'private',
  });
  if (plain?.chat.type === 'channel' || edited?.chat.type === 'channel') return readUnknown(raw);
  const from = plain?.migrate_from_chat_id;
  const to = plain?.migrate_to_chat_id;
  if (plain && (from !== undefined || to !== undefined)) {
    const move = from === undefined ? { from: plain.chat.id, to: to as number } : { from, to: plain.chat.id };
    if (!isGroupMove(move.from, move.to)) return readUnknown(raw);
    return { ...at(plain.chat), kind: 'migration', ...move };
  }
  const writer = plain && writerOf(plain);
  if (plain && writer) {
    return { ...at(plain.chat), kind: 'message', message: withContent(plain, raw), from: writer };
  }
  const editor = edited && writerOf(edited);
  if (edited && editor) {
    return { ...at(edited.chat), kind: 'edited', message: withContent(edited, raw), from: editor };
  }
  if (query?.message) {
    const shown = { ...query.message, date: query.message.date ?? 0 };
    return { ...at(shown.chat), kind: 'callback', data: query.data ?? '', message: shown, from: query.from };
  }
  if (standing && standing.chat.type !== 'channel' && isOutside(standing.new_chat_member))
    return { ...at(standing.chat), kind: 'gone' };
  return readUnknown(raw);
};

/** Who is restricted may be in the group or not. */
const isOutside = ({ status, is_member: isMember }: { status: string; is_member?: boolean | undefined }) =>
  status === 'kicked' || status === 'left' || (status === 'restricted' && isMember === false);

/** Telegram's own account: in its name posts of a linked channel come into a group. */
const TELEGRAM = 777_000;

/** Undefined for bots and channels. An anonymous admin writes as the group, behind the name of one of Telegram's bots. */
const writerOf = ({ from, sender_chat: standsFor, chat: place }: IncomingMessage) => {
  if (standsFor) return standsFor.id === place.id ? { id: place.id, first_name: standsFor.title } : undefined;
  return from?.is_bot || from?.id === TELEGRAM ? undefined : from;
};

const readUnknown = (raw: unknown): Incoming | undefined => {
  const id = (raw as { update_id?: unknown } | null)?.update_id;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return undefined;
  const owner = chatOf(raw as Record<string, unknown>) ?? 0;
  return { kind: 'other', updateId: id, owner, isGroup: owner < 0 };
};

const withContent = (known: IncomingMessage, raw: unknown): IncomingMessage => {
  const holder = raw as { message?: object; edited_message?: object };
  const fields = holder.message ?? holder.edited_message ?? {};
  const rich = known.text === undefined ? textOfRich(known.rich_message) : '';
  if (rich !== '') return { ...known, text: rich };
  const content = contentOf(fields);
  return content === undefined ? known : { ...known, content };
};

/** The topic an answer has to stay in. In a group without topics a thread is only a chain of replies. */
export const topicOf = (message: IncomingMessage): number | undefined =>
  message.is_topic_message || message.chat.is_forum ? message.message_thread_id : undefined;
