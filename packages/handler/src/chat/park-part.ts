// A part of a paste is stored, and waits for the next one. Loaded when somebody pastes.
import {
  type Attachment,
  MAX_MESSAGE_BYTES,
  messageKey,
  type PendingPaste,
  type Session,
} from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { flushMessage } from '../queue/queue-message.ts';
import { topicOf } from '../telegram/incoming.ts';
import { joinAll, removeParts, speaking } from './pending-paste.ts';

/** Place of a waiting part among the messages of its update (question 0, reply 1). */
const PART = 2;

/** Stores a part that waits and queues the flush behind it. Of a paste beyond the limit nothing is kept. */
export const parkPart = async (
  services: Pick<Services, 'claims' | 'clock' | 'messages' | 'profiles' | 'queue'>,
  context: UpdateContext,
  session: Session,
  { text, attachments, album }: { text: string; attachments: Attachment[]; album?: string },
): Promise<'parked'> => {
  const { clock, messages, profiles, queue } = services;
  const { owner, updateId, atMs, message, from, profile } = context;
  const key = messageKey(atMs, updateId, PART);
  const threadId = topicOf(message);
  const known = profile?.pendingPaste?.parts ?? [];
  const earlier = known.filter((part) => part.updateId !== updateId);
  // What comes again was counted already.
  const added = known.length > earlier.length ? 0 : Buffer.byteLength(text);
  const bytes = (profile?.pendingPaste?.bytes ?? 0) + added;
  const fits = bytes <= MAX_MESSAGE_BYTES;
  if (!fits) await removeParts(services, context);
  else
    await messages.put(owner, session.sessionId, {
      key,
      role: 'user',
      content: text,
      ...speaking(context),
      ...(attachments.length > 0 && { attachments }),
      ts: message.date * 1000,
      telegramMessageIds: [message.message_id],
    });
  const pendingPaste: PendingPaste = {
    bytes,
    parts: [...(fits ? earlier : []), { updateId, key, messageId: message.message_id }],
    sessionId: session.sessionId,
    bornWith: session.bornWith,
    senderId: from.id,
    ...(threadId !== undefined && { threadId }),
    date: message.date,
    ...(album !== undefined && { album }),
  };
  const nowMs = clock.now();
  if (!fits) await joinAll(services, context, earlier, nowMs);
  await profiles.update(owner, { pendingPaste, updatedAtMs: nowMs });
  await queue.send(flushMessage({ steward: 'flush', updateId, owner, queuedAtMs: nowMs, hop: 1 }));
  return 'parked';
};
