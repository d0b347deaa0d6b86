// What the webhook reads of an update: its id, its chat, whether it stops something, and what an instant reply is.
// Knows no models, no domain and no schema of Telegram: it must start fast.
import { chatOf, isId, type Loose } from '../telegram/chat-of.ts';

export interface WebhookReading {
  updateId: number;
  /** Chat id as text: the FIFO group. */
  groupId: string;
  /** Stop everything up to this update id, as this person asks. */
  stop?: { owner: number; by: number; upToUpdateId: number; botName?: string; sentMs?: number };
  /** The message of a question that was changed: its turn ends. */
  edited?: { owner: number; by: number; messageId: number };
  /** Something that may belong to the question before it: a forwarded message or a file, in a private chat. */
  join?: { owner: number; by: number; date: number };
  /** A Bot API call that Telegram executes from the 200 body. */
  reply?: { method: string; [parameter: string]: unknown };
}

/** Undefined when this is no update. */
export const readWebhook = (body: unknown): WebhookReading | undefined => {
  if (typeof body !== 'object' || body === null) return undefined;
  const update = body as Loose;
  const updateId = update.update_id;
  if (!isId(updateId) || updateId < 0) return undefined;
  const chatId = chatOf(update);
  const stop = stopOf(update, updateId, chatId);
  const edited = editedIn(update, chatId);
  const join = joinIn(update, chatId);
  const reply = replyOf(update);
  return {
    updateId,
    groupId: String(chatId ?? 'none'),
    ...(stop && { stop }),
    ...(edited && { edited }),
    ...(join && { join }),
    ...(reply && { reply }),
  };
};

const STOP_COMMAND = /^\/stop(?:@(\w+))?(?:\s|$)/i;
const STOP_BUTTON = /^stop:(\d{1,15})$/;

const stopOf = (update: Loose, updateId: number, owner: number | undefined): WebhookReading['stop'] => {
  if (owner === undefined) return undefined;
  const {
    message,
    callback_query: query,
    stopped_message_generation: stopped,
  } = update as {
    message?: Loose;
    callback_query?: Loose;
    stopped_message_generation?: Loose;
  };
  const command =
    typeof message?.text === 'string' && !isOfChannel(message) ? STOP_COMMAND.exec(message.text) : null;
  if (command) {
    const botName = command[1];
    return {
      owner,
      by: senderOf(message) ?? owner,
      upToUpdateId: updateId,
      ...sentAt(message),
      ...(botName !== undefined && { botName }),
    };
  }
  const button = typeof query?.data === 'string' ? STOP_BUTTON.exec(query.data) : null;
  // Never above its own update id: an old button, after ids were restarted, would outrank every later stop.
  const upTo = (id: number) => ({
    owner,
    by: senderOf(query) ?? owner,
    upToUpdateId: Math.min(id, updateId),
    ...sentAt(query?.message),
  });
  if (button) return upTo(Number(button[1]));
  // The draft's id is the id of the update that it answers.
  if (stopped) return upTo(isId(stopped.draft_id) ? stopped.draft_id : updateId);
  return undefined;
};

const joinIn = (update: Loose, owner: number | undefined): WebhookReading['join'] => {
  const message = update.message as Loose | undefined;
  if (owner === undefined || owner < 0 || !message || !isId(message.date)) return undefined;
  if (!('forward_origin' in message) && !('document' in message)) return undefined;
  return { owner, by: senderOf(message) ?? owner, date: message.date };
};

const editedIn = (update: Loose, owner: number | undefined): WebhookReading['edited'] => {
  const edited = update.edited_message as Loose | undefined;
  const messageId = edited?.message_id;
  return owner !== undefined && isId(messageId)
    ? { owner, by: senderOf(edited) ?? owner, messageId }
    : undefined;
};

/** A post of a channel in its group; an anonymous admin stands for the group itself. */
const isOfChannel = ({ sender_chat: standsFor, chat }: Loose): boolean =>
  standsFor !== undefined && (standsFor as Loose | null)?.id !== (chat as Loose | null)?.id;

const senderOf = (asking: Loose | undefined): number | undefined => {
  const id = (asking?.from as Loose | undefined)?.id;
  return isId(id) ? id : undefined;
};

/** By Telegram's clock. */
const sentAt = (message: unknown): { sentMs?: number } => {
  const date = (message as Loose | undefined)?.date;
  return isId(date) && date > 0 ? { sentMs: date * 1000 } : {};
};

/** Only a tap is answered: its button waits. Whether somebody sees typing is decided behind the check of who is let in. */
const replyOf = ({ callback_query: query }: Loose): WebhookReading['reply'] => {
  const id = (query as Loose | undefined)?.id;
  return typeof id === 'string' ? { method: 'answerCallbackQuery', callback_query_id: id } : undefined;
};
