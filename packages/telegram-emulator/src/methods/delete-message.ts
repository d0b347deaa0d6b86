// deleteMessage.
import type { Method } from '../method.ts';
import { readInteger } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import { knownChat, knownChatRefusals } from './target-chat.ts';

/** Older messages stay (docs, deleteMessage). */
const deletableMs = 48 * 60 * 60 * 1000;

export const deleteMessage: Method = {
  name: 'deleteMessage',
  parameters: ['chat_id', 'message_id'],
  refusals: ['messageIdMissing', 'deleteNotFound', 'cannotDelete', ...knownChatRefusals],
  run(context, request) {
    const { store, bot, clock } = context;
    const chat = knownChat(context, request);
    const messageId = readInteger(request, 'message_id');
    if (messageId === undefined) return refuse('messageIdMissing');
    const message = store.state.messages.get(chat.id)?.get(messageId);
    if (!message) return refuse('deleteNotFound');
    const own = message.from?.id === bot.id;
    const mayDelete = own || chat.type === 'private' || chat.adminIds.includes(bot.id);
    if (!mayDelete || message.date * 1000 < clock() - deletableMs) refuse('cannotDelete');
    store.commit(
      [{ type: 'message-deleted', chatId: chat.id, messageId }],
      [{ type: 'delete', chatId: chat.id, messageId }],
    );
    return { result: true };
  },
};
