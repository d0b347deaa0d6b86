// sendMessageDraft and sendChatAction: what a chat shows while the bot works.
import { checkFormattedText, maxTextLength } from '../message-text.ts';
import type { Method } from '../method.ts';
import { readBoolean, readInteger, readString } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import { readThread, writableChat, writableChatRefusals } from './target-chat.ts';
import { entityRefusals, readText } from './text-parameters.ts';

const actions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const sendMessageDraft: Method = {
  name: 'sendMessageDraft',
  parameters: [
    'chat_id',
    'message_thread_id',
    'draft_id',
    'text',
    'entities',
    'parse_mode',
    'can_stop',
    'keep_on_stop',
  ],
  refusals: [
    'draftNotPrivate',
    'draftIdInvalid',
    'textTooLong',
    'threadNotFound',
    'tooManyRequests',
    ...entityRefusals,
    ...writableChatRefusals,
  ],
  run(context, request) {
    const draftId = readInteger(request, 'draft_id');
    if (!draftId) return refuse('draftIdInvalid');
    // An empty draft is allowed: it shows "Thinking…".
    const { text, entities } = readText(request, { text: 'text', entities: 'entities' }, checkFormattedText);
    if (text.length > maxTextLength) refuse('textTooLong');
    const chat = writableChat(context, request);
    if (chat.type !== 'private') refuse('draftNotPrivate');
    const threadId = readThread(request, chat);
    context.limits.take(chat.id, 'draft');
    context.drafts.setDraft(chat.id, {
      draft_id: draftId,
      text,
      entities,
      can_stop: readBoolean(request, 'can_stop'),
      keep_on_stop: readBoolean(request, 'keep_on_stop'),
      ...(threadId !== undefined && { message_thread_id: threadId }),
    });
    return { result: true };
  },
};

export const sendChatAction: Method = {
  name: 'sendChatAction',
  parameters: ['chat_id', 'message_thread_id', 'action'],
  refusals: ['actionWrong', 'threadNotFound', ...writableChatRefusals],
  run(context, request) {
    const action = readString(request, 'action') ?? '';
    if (!actions.has(action)) refuse('actionWrong');
    const chat = writableChat(context, request);
    const threadId = readThread(request, chat);
    context.drafts.setAction(chat.id, {
      action,
      ...(threadId !== undefined && { message_thread_id: threadId }),
    });
    return { result: true };
  },
};
