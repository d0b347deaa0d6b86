// What people write in their Telegram apps: each message or edit makes the update the real service would make,
// stored with the message in one step.
import { asReplied, toChat } from './chats.ts';
import { findEntities } from './find-entities.ts';
import { checkCaption } from './message-text.ts';
import { saveFile, toDocument } from './methods/documents.ts';
import { chatOfMember, type PeopleDependencies, person } from './people.ts';
import { reachesPrivateBot } from './privacy.ts';
import { splitAsAppsDo } from './split-text.ts';
import type { ChatRecord, StateRecord } from './state.ts';
import type { EmulatedMessage, MessageEntity } from './telegram-objects.ts';

export interface SendOptions {
  replyTo?: number;
  /** A topic of a forum; one nobody used before opens. */
  threadId?: number;
}

export interface SentDocument {
  fileName: string;
  mimeType?: string;
  bytes: Uint8Array;
  caption?: string;
  /** The size Telegram claims, where a test lets it lie (bytes). */
  fileSize?: number;
}

/** Sends a text; one that is longer than a message becomes several, as in Telegram's apps. */
export const sendText = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  text: string,
  options: SendOptions = {},
): EmulatedMessage[] => {
  const pieces = splitAsAppsDo(text);
  if (pieces.length === 0) throw new Error('An app does not send an empty message');
  return pieces.map((piece) => send(dependencies, userId, chatId, textFields(piece), options));
};

/** Sends a file, with a caption where there is one. */
export const sendDocument = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  sent: SentDocument,
): EmulatedMessage => {
  const { store } = dependencies;
  chatOfMember(store, userId, chatId);
  const { fileName, mimeType = 'application/octet-stream', bytes } = sent;
  const file = saveFile(store, { fileName, mimeType, bytes }, { size: sent.fileSize });
  const fields = { document: toDocument(file), ...captionFields(sent.caption) };
  return send(dependencies, userId, chatId, fields, {}, [{ type: 'file', file }]);
};

/** Sends anything else: the fields of a poll, a sticker go out as they are. */
export const sendOther = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  fields: object,
): EmulatedMessage => {
  return send(dependencies, userId, chatId, fields);
};

/** Changes a text the person has sent, or the words below what they sent. */
export const editText = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  messageId: number,
  text: string,
): void => {
  const { store, queue, clock } = dependencies;
  const chat = chatOfMember(store, userId, chatId);
  const before = store.state.messages.get(chatId)?.get(messageId);
  if (before?.from?.id !== userId) throw new Error(`Message ${messageId} is not by user ${userId}`);
  const { entities, caption, caption_entities, ...kept } = before;
  if (before.text !== undefined && text.trim() === '')
    throw new Error('An app does not send an empty message');
  const words = before.text === undefined ? captionFields(text.trim()) : textFields(text.trim());
  const message = { ...kept, ...words, edit_date: Math.floor(clock() / 1000) };
  store.commit(
    [{ type: 'message', message }, ...updatesOf(dependencies, 'edited_message', message, chat)],
    [{ type: 'edit', chatId, message }],
  );
  queue.announce();
};

export const send = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  fields: object,
  options: SendOptions = {},
  further: StateRecord[] = [],
): EmulatedMessage => {
  const { store, queue, clock } = dependencies;
  const from = person(store, userId);
  const chat = chatOfMember(store, userId, chatId);
  if (chat.blocked) throw new Error(`User ${userId} has blocked the bot`);
  const place = placeInChat(chat, options, store.state.messages.get(chatId));
  const message: EmulatedMessage = {
    message_id: store.nextMessageId(chat),
    from,
    chat: toChat(store.state, chat),
    date: Math.floor(clock() / 1000),
    ...place.fields,
    ...fields,
  };
  const changed: StateRecord = { type: 'chat', chat: { ...chat, started: true, threadIds: place.threadIds } };
  const opens = !chat.started || place.threadIds !== chat.threadIds;
  const updates = updatesOf(dependencies, 'message', message, chat);
  store.commit(
    [...(opens ? [changed] : []), ...further, { type: 'message', message }, ...updates],
    [{ type: 'message', chatId, message }],
  );
  queue.announce();
  return message;
};

/** The update the bot gets, or none where it is not in the chat or privacy mode hides the message. */
const updatesOf = (
  { queue, bot }: PeopleDependencies,
  kind: 'message' | 'edited_message',
  message: EmulatedMessage,
  chat: ChatRecord,
): StateRecord[] => {
  const readsAll = chat.type === 'private' || bot.can_read_all_group_messages;
  const seen = chat.botInside && (readsAll || reachesPrivateBot(message, bot));
  return seen ? queue.records([{ kind, body: message, queue: `chat:${chat.id}` }]) : [];
};

/** Words below what is sent. */
export const captionFields = (text = ''): Pick<EmulatedMessage, 'caption' | 'caption_entities'> => {
  const caption = checkCaption(text).text;
  const entities = findEntities(caption);
  return {
    ...(caption !== '' && { caption }),
    ...(entities.length > 0 && { caption_entities: entities }),
  };
};

const textFields = (text: string): { text: string; entities?: MessageEntity[] } => {
  const entities = findEntities(text);
  return { text, ...(entities.length > 0 && { entities }) };
};

/** Where a message stands: its topic, what it replies to. */
const placeInChat = (
  chat: ChatRecord,
  { replyTo, threadId }: SendOptions,
  messages: ReadonlyMap<number, EmulatedMessage> | undefined,
) => {
  const replied = replyTo === undefined ? undefined : messages?.get(replyTo);
  if (replyTo !== undefined && !replied) throw new Error(`There is no message ${replyTo} to reply to`);
  if (threadId !== undefined && !chat.isForum) throw new Error(`Chat ${chat.id} has no topics`);
  const opens = threadId !== undefined && !chat.threadIds.includes(threadId);
  // In a supergroup without topics a reply carries the id of the message its thread began with.
  const replyThread =
    chat.type === 'supergroup' && !chat.isForum && replied
      ? (replied.message_thread_id ?? replied.message_id)
      : undefined;
  const shownThread = threadId ?? (chat.isForum ? replied?.message_thread_id : replyThread);
  return {
    threadIds: opens ? [...chat.threadIds, threadId] : chat.threadIds,
    fields: {
      ...(shownThread !== undefined && { message_thread_id: shownThread }),
      ...(shownThread !== undefined && chat.isForum && { is_topic_message: true as const }),
      ...(replied && { reply_to_message: asReplied(replied) }),
    },
  };
};
