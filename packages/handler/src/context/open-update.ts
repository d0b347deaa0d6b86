// An update as a work: where its answer goes, what goes into the profile, and the context for answering it.
import type { ProfileChanges, Session } from '@steward/core';
import { type Asking, type Incoming, topicOf } from '../telegram/incoming.ts';
import type { Destination } from '../telegram/message-sender.ts';
import type { UpdateContext, UpdateFacts } from './update-context.ts';
import type { WorkContext } from './work-context.ts';

/** In a group an answer quotes its question, a tap has none. What no message came with is told to the chat as a whole. */
export const destinationOf = (incoming: Incoming): Destination => {
  if (!('message' in incoming)) return { chatId: incoming.owner };
  const threadId = topicOf(incoming.message);
  return {
    chatId: incoming.owner,
    ...(threadId !== undefined && { threadId }),
    ...(incoming.isGroup && incoming.kind !== 'callback' && { replyTo: incoming.message.message_id }),
  };
};

/** In a group the profile is the group's: a person's names are not written into it. */
export const namesIn = (incoming: Incoming): ProfileChanges => {
  if (incoming.isGroup || !('message' in incoming) || !incoming.from.first_name) return {};
  const { from } = incoming;
  return {
    firstName: from.first_name,
    lastName: from.last_name ?? null,
    username: from.username ?? null,
    languageCode: from.language_code ?? null,
  };
};

export const openUpdate = (
  context: WorkContext<UpdateFacts>,
  incoming: Asking,
  /** Read in parallel with the claim. */
  earlySession: Promise<Session | undefined> | undefined,
): UpdateContext => ({
  ...context,
  updateId: incoming.updateId,
  isGroup: incoming.isGroup,
  from: incoming.from,
  message: incoming.message,
  isTap: incoming.kind === 'callback',
  ...(earlySession && context.claim.attempt === 1 && { earlySession }),
});
