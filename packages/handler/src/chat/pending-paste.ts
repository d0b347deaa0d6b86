// Telegram's apps split a paste of more than 4,096 characters into several messages, each longer than half of that. A
// message of such a length waits a moment for its continuation; both become one question.
import {
  type Attachment,
  MAX_MESSAGE_BYTES,
  type Message,
  messageKey,
  type PendingPaste,
  QUESTION,
  workOfUpdate,
} from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { type Incoming, topicOf } from '../telegram/incoming.ts';
import { nameOf } from '../telegram/name-of.ts';
import { rejoined, SHORTEST_PART } from './rejoin-parts.ts';

export const PASTE_WAIT_MS = 1_000;

/** What is shorter is never followed by the rest of a paste, and never waits. */
export const isPart = (text: string): boolean => text.length >= SHORTEST_PART;

/** Whether an update goes on with what waits: same person, same topic; of the same album, or within a second and no command. */
export const continues = (pending: PendingPaste, incoming: Incoming): boolean => {
  if (incoming.kind !== 'message') return false;
  const { message, from, updateId } = incoming;
  if (pending.parts.some((part) => part.updateId === updateId)) return true;
  if (from.id !== pending.senderId || topicOf(message) !== pending.threadId) return false;
  if (pending.album !== undefined && message.media_group_id === pending.album) return true;
  return (
    message.text !== undefined &&
    !message.text.startsWith('/') &&
    Math.abs(message.date - pending.date) <= PASTE_WAIT_MS / 1000
  );
};

/** The update of the last part, made again for the flush: its text is in the store. */
export const incomingOfPaste = (owner: number, pending: PendingPaste): Incoming & { kind: 'message' } => {
  const last = pending.parts.at(-1);
  const isGroup = owner < 0;
  return {
    kind: 'message',
    updateId: last?.updateId ?? 0,
    owner,
    isGroup,
    from: { id: pending.senderId },
    message: {
      message_id: last?.messageId ?? 0,
      date: pending.date,
      chat: { id: owner, type: isGroup ? 'supergroup' : 'private' },
      ...(pending.threadId !== undefined && { message_thread_id: pending.threadId, is_topic_message: true }),
    },
  };
};

/** Whether a question, or the paste that it ends, is longer than a message may be. */
export const isTooLong = ({ profile }: UpdateContext, question: Message): boolean =>
  Math.max(profile?.pendingPaste?.bytes ?? 0, Buffer.byteLength(question.content)) > MAX_MESSAGE_BYTES;

/** Puts the waiting parts and the text of this update together into one stored question. */
export const joinParts = async (
  { messages }: Pick<Services, 'messages'>,
  context: UpdateContext,
  text: string | undefined,
  attachments: Attachment[] = [],
): Promise<Message> => {
  const { owner, updateId, atMs, message, profile } = context;
  const pending = profile?.pendingPaste;
  const parts: Message[] = [];
  for (const { key } of pending?.parts ?? []) {
    const part = pending && (await messages.get(owner, pending.sessionId, key));
    if (part) parts.push(part);
  }
  const own =
    text === undefined ? [] : [{ content: text, telegramMessageIds: [message.message_id], attachments }];
  const all = [...parts, ...own];
  const attached = all.flatMap((part) => part.attachments ?? []);
  const worded = all.filter(({ content }) => content !== '');
  return {
    key: messageKey(atMs, updateId, QUESTION),
    role: 'user',
    ...(parts[0]?.speaker === undefined ? speaking(context) : { speaker: parts[0].speaker }),
    content: rejoined(worded.map((part) => part.content)),
    ...(attached.length > 0 && { attachments: attached }),
    ts: message.date * 1000,
    telegramMessageIds: all.flatMap((part) => part.telegramMessageIds),
  };
};

/** In a group a question is kept with the name of who asked. */
export const speaking = ({ isGroup, from }: UpdateContext): { speaker?: string } => {
  const speaker = isGroup ? nameOf(from) : undefined;
  return speaker === undefined ? {} : { speaker };
};

/** After the question is stored: its parts are no messages of their own any more. Safe to repeat. */
export const removeParts = async (
  { messages }: Pick<Services, 'messages'>,
  { owner, profile }: UpdateContext,
): Promise<void> => {
  const pending = profile?.pendingPaste;
  if (!pending) return;
  await messages.remove(
    owner,
    pending.sessionId,
    pending.parts.map((part) => part.key),
  );
};

/**
 * Once the update that took the parts in has its outcome: they end as joined to it, and nothing waits any more. Not
 * earlier, because until then what waits is all that a redelivered flush has. Safe to repeat.
 */
export const closePaste = async (
  { claims, profiles, clock }: Pick<Services, 'claims' | 'profiles' | 'clock'>,
  { owner, updateId }: { owner: number; updateId: number },
  pending: PendingPaste,
): Promise<void> => {
  const nowMs = clock.now();
  await joinAll({ claims }, { owner, updateId }, pending.parts, nowMs);
  await profiles.update(owner, { pendingPaste: null, updatedAtMs: nowMs });
};

/** Parts that no longer wait end as joined to the update that took them in. */
export const joinAll = async (
  { claims }: Pick<Services, 'claims'>,
  { owner, updateId }: { owner: number; updateId: number },
  parts: PendingPaste['parts'],
  nowMs: number,
): Promise<void> => {
  for (const part of parts)
    if (part.updateId !== updateId) await claims.join(owner, workOfUpdate(part.updateId), nowMs);
};
