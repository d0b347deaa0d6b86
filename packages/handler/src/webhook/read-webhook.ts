// What the webhook reads of an update: its id, its chat, whether it stops something, and what an instant reply is.
// Knows no models, no domain and no schema of Telegram: it must start fast.
import { ringGroupOf, type Signal } from '@steward/core';
import { isRingTap } from '../telegram/buttons.ts';
import { chatOf, isId, type Loose } from '../telegram/chat-of.ts';

export interface WebhookReading {
  updateId: number;
  /** Chat id as text. */
  chat: string;
  /** The FIFO group: the chat, or beside it what rings there. */
  groupId: string;
  /** What a running turn must hear before the queue gets to it, and who asks for it. */
  told?: { owner: number; by: number; signal: Signal };
  /** A Bot API call that Telegram executes from the 200 body. */
  reply?: { method: string; [parameter: string]: unknown };
}

/** Undefined when this is no update. */
export const readWebhook = (body: unknown, nowMs = Date.now()): WebhookReading | undefined => {
  if (typeof body !== 'object' || body === null) return undefined;
  const update = body as Loose;
  const updateId = update.update_id;
  if (!isId(updateId) || updateId < 0) return undefined;
  const chatId = chatOf(update);
  const chat = String(chatId ?? 'none');
  const told = chatId === undefined ? undefined : toldBy(update, { updateId, owner: chatId, nowMs });
  const reply = replyOf(update);
  return {
    updateId,
    chat,
    groupId: isRingTap((update.callback_query as Loose | undefined)?.data) ? ringGroupOf(chat) : chat,
    ...(told && { told }),
    ...(reply && { reply }),
  };
};

const STOP_COMMAND = /^\/stop(?:@(\w+))?(?:\s|$)/i;
const STOP_BUTTON = /^stop:(\d{1,15})$/;

interface Seen {
  updateId: number;
  owner: number;
  nowMs: number;
}

const toldBy = (update: Loose, seen: Seen): WebhookReading['told'] => {
  const {
    message,
    callback_query: query,
    edited_message: edited,
  } = update as Record<string, Loose | undefined>;
  const signal = stopIn(update, seen) ?? editIn(edited, seen) ?? joinIn(message, seen);
  const by = senderOf(message ?? query ?? edited) ?? seen.owner;
  return signal && { owner: seen.owner, by, signal };
};

/** Stop everything up to an update id. */
const stopIn = (update: Loose, { updateId, nowMs }: Seen): Signal | undefined => {
  const {
    message,
    callback_query: query,
    stopped_message_generation: stopped,
  } = update as Record<string, Loose | undefined>;
  // Questions have Telegram's time: if our clock is behind, a stop must not look older than they are.
  const upTo = (id: number, asking?: unknown, botName?: string): Signal => ({
    // Never above its own update id: an old button, after ids were restarted, would outrank every later stop.
    stop: {
      upToUpdateId: Math.min(id, updateId),
      atMs: Math.max(nowMs, sentMs(asking)),
      ...(botName !== undefined && { botName }),
    },
  });
  const command =
    typeof message?.text === 'string' && !isOfChannel(message) ? STOP_COMMAND.exec(message.text) : null;
  if (command) return upTo(updateId, message, command[1]);
  const button = typeof query?.data === 'string' ? STOP_BUTTON.exec(query.data) : null;
  if (button) return upTo(Number(button[1]), query?.message);
  // The draft's id is the id of the update that it answers.
  if (stopped) return upTo(isId(stopped.draft_id) ? stopped.draft_id : updateId);
  return undefined;
};

/** The question in this message was changed: its turn ends. */
const editIn = (edited: Loose | undefined, { updateId }: Seen): Signal | undefined =>
  isId(edited?.message_id) ? { edited: { messageId: edited.message_id, updateId } } : undefined;

/** A forwarded message, a file or a photo, in a private chat, may belong to the question before it. A command never does. */
const joinIn = (message: Loose | undefined, { updateId, owner }: Seen): Signal | undefined => {
  if (owner < 0 || !message || !isId(message.date)) return undefined;
  const isCommand = typeof message.text === 'string' && message.text.startsWith('/');
  const follows = 'document' in message || 'photo' in message || ('forward_origin' in message && !isCommand);
  return follows ? { join: { updateId, date: message.date } } : undefined;
};

/** A post of a channel in its group; an anonymous admin stands for the group itself. */
const isOfChannel = ({ sender_chat: standsFor, chat }: Loose): boolean =>
  standsFor !== undefined && (standsFor as Loose | null)?.id !== (chat as Loose | null)?.id;

const senderOf = (asking: Loose | undefined): number | undefined => {
  const id = (asking?.from as Loose | undefined)?.id;
  return isId(id) ? id : undefined;
};

/** By Telegram's clock. */
const sentMs = (message: unknown): number => {
  const date = (message as Loose | undefined)?.date;
  return isId(date) && date > 0 ? date * 1000 : 0;
};

/** Only a tap is answered: its button waits. Whether somebody sees typing is decided behind the check of who is let in. */
const replyOf = ({ callback_query: query }: Loose): WebhookReading['reply'] => {
  const id = (query as Loose | undefined)?.id;
  return typeof id === 'string' ? { method: 'answerCallbackQuery', callback_query_id: id } : undefined;
};
