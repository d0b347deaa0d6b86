// Puts a message of the bot into a chat: what sendMessage and sendDocument share.
import { asReplied, toChat } from '../chats.ts';
import type { MethodContext } from '../method.ts';
import { type RequestParameters, readObject } from '../parameters.ts';
import { type RefusalName, refuse } from '../refusals.ts';
import { readReplyMarkup, replyKeyboardRefusals } from '../reply-markup.ts';
import type { ChatRecord, StateRecord } from '../state.ts';
import type { EmulatedMessage } from '../telegram-objects.ts';
import { readThread } from './target-chat.ts';

/** Parameters every sending method knows. */
export const postParameters = [
  'chat_id',
  'message_thread_id',
  'disable_notification',
  'protect_content',
  'reply_parameters',
  'reply_markup',
] as const;

/** What `preparePost` may refuse with, besides the keyboard's refusals. */
export const postRefusals = [
  'threadNotFound',
  'replyNotFound',
  'tooManyRequests',
  ...replyKeyboardRefusals,
] as const satisfies readonly RefusalName[];

/** Checks topic, reply and keyboard, counts the send, and returns the message without its content. */
export const preparePost = (
  { store, limits, bot, clock }: MethodContext,
  request: RequestParameters,
  chat: ChatRecord,
): EmulatedMessage => {
  const replied = readReply(request, store.state.messages.get(chat.id));
  const threadId = readThread(request, chat) ?? (chat.isForum ? replied?.message_thread_id : undefined);
  const markup = readReplyMarkup(request, chat);
  limits.take(chat.id, 'message');
  return {
    message_id: store.nextMessageId(chat),
    from: bot,
    chat: toChat(store.state, chat),
    date: Math.floor(clock() / 1000),
    ...(threadId !== undefined && { message_thread_id: threadId, is_topic_message: true as const }),
    ...(replied && { reply_to_message: asReplied(replied) }),
    // Reply keyboards belong to the chat's input field, not to the message.
    ...(markup?.inline_keyboard && { reply_markup: markup }),
  };
};

/** Stores the message and shows it; the draft and the typing it ends vanish. */
export const post = (
  { store, drafts }: MethodContext,
  request: RequestParameters,
  message: EmulatedMessage,
  further: StateRecord[] = [],
) => {
  const chatId = message.chat.id;
  const asksReply = askedOf(request, message);
  const event = { type: 'message' as const, chatId, message, ...(asksReply && { asksReply }) };
  store.commit([...further, { type: 'message', message }], [event]);
  drafts.clear(chatId);
  return { result: message };
};

/** Who is to begin a reply to it: `selective` means whoever the message replies to. */
const askedOf = (
  request: RequestParameters,
  { chat, reply_to_message: replied }: EmulatedMessage,
): 'all' | number | undefined => {
  const { force_reply: asks, selective } = readObject(request, 'reply_markup') ?? {};
  if (asks !== true) return undefined;
  return selective === true && chat.type !== 'private' ? replied?.from?.id : 'all';
};

const readReply = (
  request: RequestParameters,
  messages: ReadonlyMap<number, EmulatedMessage> | undefined,
): EmulatedMessage | undefined => {
  const reply = readObject(request, 'reply_parameters');
  if (!reply) return undefined;
  const unknown = Object.keys(reply).find(
    (key) => !['message_id', 'allow_sending_without_reply'].includes(key),
  );
  if (unknown !== undefined) refuse('parameterUnknown', `reply_parameters.${unknown.slice(0, 40)}`);
  const replied = messages?.get(Number(reply.message_id));
  if (!replied && reply.allow_sending_without_reply !== true) refuse('replyNotFound');
  return replied;
};
