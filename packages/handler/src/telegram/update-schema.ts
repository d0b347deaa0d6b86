// The fields of an update that are used. Everything else may be there, and may be new.
import * as z from 'zod/mini';

/** What has another shape is none, and the rest stands. Not `z.catch`, which brings 10 kB of zod into every start. */
const orNone = <Shape extends z.ZodMiniType>(shape: Shape) =>
  z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.infer<Shape> | undefined => shape.safeParse(value).data),
    ),
  );

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
  /** Where a `text_link` leads. */
  url: z.optional(z.string()),
});

const document = z.object({
  file_id: z.string(),
  file_unique_id: z.optional(z.string()),
  file_name: z.optional(z.string()),
  mime_type: z.optional(z.string()),
  file_size: z.optional(z.number()),
});

const photoSize = z.object({
  file_id: z.string(),
  file_unique_id: z.optional(z.string()),
  width: z.number(),
  height: z.number(),
  file_size: z.optional(z.number()),
});

/** The sizes of one photo. */
const photo = orNone(z.array(photoSize).check(z.minLength(1)));

const recording = orNone(
  z.object({ file_id: z.string(), duration: z.optional(z.number()), file_size: z.optional(z.number()) }),
);

const originChat = z.optional(z.object({ title: z.optional(z.string()), username: z.optional(z.string()) }));

/** Each kind of origin names the writer in a field of its own. */
const origin = z.optional(
  z.object({
    /** Unix seconds at which it was written. */
    date: z.optional(z.number()),
    sender_user: z.optional(user),
    sender_user_name: z.optional(z.string()),
    sender_chat: originChat,
    chat: originChat,
  }),
);

const pointed = z.looseObject({
  message_id: z.int(),
  from: z.optional(user),
  text: z.optional(z.string()),
  caption: z.optional(z.string()),
  entities: z.optional(z.array(entity)),
  caption_entities: z.optional(z.array(entity)),
  document: z.optional(document),
  photo,
});

export const message = z.object({
  message_id: z.int(),
  /** Unix seconds. */
  date: z.number(),
  edit_date: z.optional(z.number()),
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
  photo,
  voice: recording,
  video_note: recording,
  audio: recording,
  location: orNone(z.object({ latitude: z.number(), longitude: z.number() })),
  /** What the parts of an album have in common. */
  media_group_id: z.optional(z.string()),
  /** Kept as it came: its kind of content is read from its fields. */
  reply_to_message: z.optional(pointed),
  /** A message of another chat or topic that is replied to. */
  external_reply: z.optional(z.looseObject({ origin, document: z.optional(document), photo })),
  /** Who wrote a forwarded message. */
  forward_origin: origin,
  /** The part of the replied message that the person chose. */
  quote: z.optional(z.object({ text: z.string(), entities: z.optional(z.array(entity)) })),
  /** Text with headings, lists and tables, which comes instead of `text`. */
  rich_message: z.optional(z.unknown()),
  migrate_to_chat_id: z.optional(z.int()),
  migrate_from_chat_id: z.optional(z.int()),
});

export const update = z.object({
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
  /** How the bot stands in a chat from now on. */
  my_chat_member: orNone(
    z.object({
      chat,
      new_chat_member: z.object({ status: z.string(), is_member: z.optional(z.boolean()) }),
    }),
  ),
  stopped_message_generation: z.optional(z.object({ chat, draft_id: z.optional(z.int()) })),
});

/** A message that came inside another one; undefined where it is not whole. */
export const asMessage = (raw: object): IncomingMessage | undefined => message.safeParse(raw).data;

export type TelegramUser = z.infer<typeof user>;
export type TelegramEntity = z.infer<typeof entity>;
export type MessageOrigin = NonNullable<z.infer<typeof origin>>;
export type IncomingDocument = z.infer<typeof document>;
export type IncomingPhotoSize = z.infer<typeof photoSize>;
export type IncomingMessage = z.infer<typeof message> & {
  /** Which kind of content it has beside text, e.g. `photo`. */
  content?: string;
};
