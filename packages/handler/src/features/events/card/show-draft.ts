// A draft as it is, whatever became of it: its card, or what is known of the event.
import type { EventDraft, MadeEvent } from '@steward/core';
import type { Missing } from '../../../connections/reading.ts';
import { nameOf } from '../../../events/event-draft-of.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { madeButtons, makingButtons } from './card-buttons.ts';
import { BEING_MADE, turnedInto } from './card-sentences.ts';
import { cancelledText, madeText, makingText } from './card-text.ts';
import { put, showCard } from './show-card.ts';

export interface Told {
  /** Above it, what was just found out. */
  note?: string | undefined;
  missing?: readonly Missing[];
}

export const showDraft = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  { note }: Told = {},
): Promise<void> => {
  const nowMs = services.clock.now();
  if (draft.became) return await context.reply(say`${turnedInto(draft.became)}`);
  if (draft.state === 'cancelled')
    return void (await put(services, context, draft, cancelledText(draft, nowMs), []));
  if (draft.state === 'making')
    return void (await put(
      ...[services, context, draft, makingText(draft, nowMs, note ?? BEING_MADE), makingButtons(draft)],
    ));
  if (draft.state === 'made') {
    const event = await eventOf(services, draft);
    if (event) return await showMade(services, context, draft, event, { note });
  }
  await showCard(services, context, draft, note === undefined ? {} : { note });
};

export const showMade = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  event: MadeEvent,
  { note, missing = [] }: Told = {},
): Promise<void> => {
  const text = madeText(event, { nowMs: services.clock.now(), missing, note });
  await put(services, context, draft, text, madeButtons(draft, event));
};

/** What was made of it. */
export const eventOf = async (
  { events }: EventDependencies,
  draft: EventDraft,
): Promise<MadeEvent | undefined> => {
  const { owner, triedAtMs } = draft;
  return triedAtMs === undefined
    ? undefined
    : await events.get({ owner, atMs: triedAtMs, id: nameOf(draft) });
};
