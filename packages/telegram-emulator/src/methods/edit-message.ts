// editMessageText and editMessageReplyMarkup: a bot changes what it has sent.
import { isDeepStrictEqual } from 'node:util';
import { checkMessageText } from '../message-text.ts';
import type { Method, MethodContext } from '../method.ts';
import { type RequestParameters, readInteger, readObject } from '../parameters.ts';
import { type RefusalName, refuse } from '../refusals.ts';
import { markupRefusals, readReplyMarkup } from '../reply-markup.ts';
import type { EmulatedMessage } from '../telegram-objects.ts';
import { shownText } from './send-message.ts';
import { writableChat, writableChatRefusals } from './target-chat.ts';
import { entityRefusals, readText } from './text-parameters.ts';

const editRefusals = [
  'messageIdMissing',
  'editNotFound',
  'cannotEdit',
  'notModified',
  'inlineKeyboardExpected',
  'tooManyRequests',
  ...markupRefusals,
  ...writableChatRefusals,
] as const satisfies readonly RefusalName[];

export const editMessageText: Method = {
  name: 'editMessageText',
  parameters: [
    'chat_id',
    'message_id',
    'text',
    'entities',
    'parse_mode',
    'link_preview_options',
    'reply_markup',
  ],
  refusals: ['textEmpty', 'textBlank', 'textTooLong', 'noTextToEdit', ...entityRefusals, ...editRefusals],
  run(context, request) {
    const { text, entities } = readText(request, { text: 'text', entities: 'entities' }, checkMessageText);
    const preview = readObject(request, 'link_preview_options');
    const message = editable(context, request);
    if (message.text === undefined) refuse('noTextToEdit');
    const { text: _t, entities: _e, link_preview_options: _l, reply_markup: _m, ...kept } = message;
    return edit(context, request, message, { ...kept, ...shownText(text, entities, preview) });
  },
};

export const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  parameters: ['chat_id', 'message_id', 'reply_markup'],
  refusals: editRefusals,
  run(context, request) {
    const message = editable(context, request);
    const { reply_markup: _m, ...kept } = message;
    return edit(context, request, message, kept);
  },
};

const editable = (context: MethodContext, request: RequestParameters): EmulatedMessage => {
  const chat = writableChat(context, request);
  const messageId = readInteger(request, 'message_id');
  if (messageId === undefined) refuse('messageIdMissing');
  const message = context.store.state.messages.get(chat.id)?.get(messageId);
  if (!message) return refuse('editNotFound');
  return message.from?.id === context.bot.id ? message : refuse('cannotEdit');
};

/** Stores the new content; without a keyboard in the call the message loses its keyboard. */
const edit = (
  { store, limits, clock }: MethodContext,
  request: RequestParameters,
  before: EmulatedMessage,
  content: EmulatedMessage,
) => {
  const markup = readReplyMarkup(request, before.chat, { inlineOnly: true });
  const chatId = before.chat.id;
  limits.take(chatId, 'message');
  const { edit_date, ...current } = before;
  const { edit_date: _previous, ...rest } = content;
  const next: EmulatedMessage = { ...rest, ...(markup && { reply_markup: markup }) };
  if (isDeepStrictEqual(visible(current), visible(next))) refuse('notModified');
  const message = { ...next, edit_date: Math.floor(clock() / 1000) };
  store.commit([{ type: 'message', message }], [{ type: 'edit', chatId, message }]);
  return { result: message };
};

/** What a person could see change; preview options alone are not it. */
const visible = (message: EmulatedMessage): object => {
  const { text, entities = [], caption, caption_entities = [], reply_markup } = message;
  return structuredClone({ text, entities, caption, caption_entities, reply_markup });
};
