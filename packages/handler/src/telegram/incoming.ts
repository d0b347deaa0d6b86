// What Telegram sends, read with tolerance: only the fields that are used, everything unknown left aside.
import * as z from 'zod/mini';
import { chatOf } from './chat-of.ts';

const user = z.object({
  id: z.int(),
  is_bot: z.optional(z.boolean()),
  first_name: z.optional(z.string()),
  last_name: z.optional(z.string()),
  username: z.optional(z.string()),
  language_code: z.optional(z.string()),
});

const chat = z.object({
  id: z.int(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.optional(z.string()),
  is_forum: z.optional(z.boolean()),
});

const entity = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  user: z.optional(user),
});

const document = z.object({
  file_id: z.string(),
  file_name: z.optional(z.string()),
  mime_type: z.optional(z.string()),
  file_size: z.optional(z.number()),
});

const message = z.object({
  message_id: z.int(),
  /** Unix seconds. */
  date: z.number(),
  chat,
  from: z.optional(user),
  /** Who a message stands for, e.g. the group itself when an admin is anonymous. */
  sender_chat: z.optional(z.object({ id: z.int(), title: z.optional(z.string()) })),
  message_thread_id: z.optional(z.int()),
  is_topic_message: z.optional(z.boolean()),
  text: z.optional(z.string()),
  caption: z.optional(z.string()),
  entities: z.optional(z.array(entity)),
  caption_entities: z.optional(z.array(entity)),
  document: z.optional(document),
  /** What the parts of an album have in common. */
  media_group_id: z.optional(z.string()),
  reply_to_message: z.optional(
    z.object({
      message_id: z.int(),
      from: z.optional(user),
      text: z.optional(z.string()),
      caption: z.optional(z.string()),
    }),
  ),
  /** The part of the replied message that the person chose. */
  quote: z.optional(z.object({ text: z.string() })),
  migrate_to_chat_id: z.optional(z.int()),
  migrate_from_chat_id: z.optional(z.int()),
});

const update = z.object({
  update_id: z.int().check(z.nonnegative()),
  message: z.optional(message),
  edited_message: z.optional(message),
  callback_query: z.optional(
    z.object({
      id: z.string(),
      from: user,
      data: z.optional(z.string()),
      message: z.optional(z.partial(message, { date: true })),
    }),
  ),
  stopped_message_generation: z.optional(z.object({ chat, draft_id: z.optional(z.int()) })),
});

export type TelegramUser = z.infer<typeof user>;
export type IncomingMessage = z.infer<typeof message> & {
  /** Which kind of content a message without text has, e.g. `photo`. */
  content?: string;
};
export type IncomingDocument = z.infer<typeof document>;

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
  | (Addressed & { kind: 'other' });

const CONTENT_KINDS = [
  'photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'audio',
  'animation',
  'poll',
  'location',
  'venue',
  'contact',
  'dice',
  'game',
  'story',
  'checklist',
  'paid_media',
];

/** Reads an update; undefined when it is not one at all (no update id). What has no chat of ours is `other`. */
export const readIncoming = (raw: unknown): Incoming | undefined => {
  const parsed = update.safeParse(raw);
  if (!parsed.success) return readUnknown(raw);
  const { data } = parsed;
  const { message: plain, edited_message: edited, callback_query: query } = data;
  const at = (place: { id: number; type: string }) => ({
    updateId: data.update_id,
    owner: place.id,
    isGroup: place.type !== 'private',
  });
  if (plain?.chat.type === 'channel' || edited?.chat.type === 'channel') return readUnknown(raw);
  if (plain?.migrate_from_chat_id !== undefined) {
    return { ...at(plain.chat), kind: 'migration', from: plain.migrate_from_chat_id, to: plain.chat.id };
  }
  if (plain?.migrate_to_chat_id !== undefined) {
    return { ...at(plain.chat), kind: 'migration', from: plain.chat.id, to: plain.migrate_to_chat_id };
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
  return readUnknown(raw);
};

/** Undefined for bots. An anonymous admin writes as the group, behind the name of one of Telegram's own bots. */
const writerOf = ({ from, sender_chat: group, chat: place }: z.infer<typeof message>) => {
  if (group?.id === place.id) return { id: group.id, first_name: group.title };
  return from?.is_bot ? undefined : from;
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
  const content = CONTENT_KINDS.find((kind) => kind in fields);
  return content === undefined ? known : { ...known, content };
};

/** The topic an answer has to stay in. In a group without topics a thread is only a chain of replies. */
export const topicOf = (message: IncomingMessage): number | undefined =>
  message.is_topic_message || message.chat.is_forum ? message.message_thread_id : undefined;
