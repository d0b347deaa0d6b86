// A card of what is known of an event; what is missing, it asks for.
import { createHash } from 'node:crypto';
import type { EventDraft } from '@steward/core';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { type Asked, askForTime } from '../edit/ask-for-time.ts';
import { ALREADY_MADE } from './card-sentences.ts';
import { settleTime } from './settle-time.ts';
import { showDraft } from './show-draft.ts';

export type OpenedEvent = Pick<EventDraft, 'title'> & Partial<EventDraft>;

export interface Opening {
  /** Why it has no time. */
  asked?: Asked;
  /** Above the card. */
  note?: string;
}

/** Another try finds the draft that it made, an edited message that of the message. */
export const openCard = async (
  services: EventDependencies,
  context: CommandContext,
  known: OpenedEvent,
  { asked, note }: Opening = {},
): Promise<void> => {
  const { owner, from, message } = context;
  const draft: EventDraft = {
    ...{ attendees: [], revision: 1, state: 'waiting', seen: [], tries: 0, lost: 0, ...known },
    ...{ owner, id: draftIdOf(context), author: from.id, chatId: message.chat.id, createdAtMs: context.atMs },
  };
  const isNew = await services.drafts.add(draft);
  const kept = isNew ? draft : await keptOf(services, context, draft);
  if (!kept) return;
  if (kept.state !== 'waiting') {
    const isLate = message.edit_date !== undefined && kept.state === 'made';
    return await showDraft(services, context, kept, { note: isLate ? ALREADY_MADE : undefined });
  }
  if (kept.time) return await showDraft(services, context, kept, { note });
  await (asked && context.profile?.zone
    ? askForTime(services, context, kept, asked)
    : settleTime(services, context, kept));
};

/** Of a message, also once it is edited; of a tap, each for itself. */
export const draftIdOf = ({ owner, updateId, isTap, atMs, message }: CommandContext): string => {
  const name = isTap ? `tap/${updateId}/${atMs}` : `message/${message.message_id}/${message.date}`;
  return createHash('sha256').update(`${owner}/${name}`).digest('hex').slice(0, 32);
};

/** As it is already. An edited message says anew what its card asks, as long as nothing was made of it. */
const keptOf = async (
  { drafts }: EventDependencies,
  { isTap, message, owner }: CommandContext,
  draft: EventDraft,
): Promise<EventDraft | undefined> => {
  const before = await drafts.get(owner, draft.id);
  const isOpen = before?.state === 'waiting' || before?.state === 'cancelled';
  if (!before || isTap || message.edit_date === undefined || !isOpen) return before;
  const { messageId, lost } = before;
  const next: EventDraft = {
    ...{ ...draft, lost, revision: before.revision + 1 },
    ...(messageId !== undefined && { messageId }),
  };
  return (await drafts.replace(next, before)) ? next : await drafts.get(owner, draft.id);
};
