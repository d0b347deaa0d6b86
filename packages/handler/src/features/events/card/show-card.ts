// The card of a draft as it is now: what will be made, when, where, and what stands in its way.
import { type EventDraft, isDraftOver } from '@steward/core';
import { piecesOf } from '../../../context/update-context.ts';
import type { Way } from '../../../events/events.ts';
import { clashKey } from '../../../events/look-ahead.ts';
import type { ButtonRows } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { concat, lines } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { buttonsOf, zoneButtons } from './card-buttons.ts';
import { ZONE_FIRST } from './card-sentences.ts';
import { cardText, titleText } from './card-text.ts';
import { lookAround } from './look-around.ts';

export interface Shown {
  /** What was found in its way already. */
  way?: Way;
  /** Above the card. */
  note?: FormattedText | string;
  /** Instead of the card's own buttons. */
  buttons?: (draft: EventDraft) => ButtonRows;
}

const SLOT = 'card';

/**
 * Of a draft that waits: in its message, or in one that is sent. What it shows of clashes is written before, and counts as
 * seen from then on. Returns the draft as it is shown.
 */
export const showCard = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  { way: found, note, buttons = undefined }: Shown = {},
): Promise<EventDraft> => {
  const nowMs = services.clock.now();
  if (!draft.time) return await showZoneFirst(services, context, draft);
  const around = await context.whileTyping(() => lookAround(services, context, draft, found));
  const { way } = around;
  const seen = way && way !== 'late' ? way.clashes.map(clashKey) : draft.seen;
  const isSeen = seen.every((key) => draft.seen.includes(key));
  const next = isSeen ? draft : { ...draft, seen, revision: draft.revision + 1 };
  const shown = isSeen || (await services.drafts.replace(next, draft)) ? next : draft;
  // What is typed next may be its name.
  if (shown.title === '') context.claim.facts.asksEvent = shown.id;
  const rows = buttons?.(shown) ?? buttonsOf(shown, around, nowMs);
  return await put(services, context, shown, cardText(shown, around, { nowMs, note }), rows);
};

/** What the words say of time is read once the clock is known. */
const showZoneFirst = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
): Promise<EventDraft> => {
  const head = draft.title === '' ? undefined : concat('📅 ', titleText(draft.title));
  return await put(services, context, draft, lines(head, ZONE_FIRST), zoneButtons(draft));
};

/** Into the message of the draft, which is remembered where it is another one. */
export const put = async (
  { clock, drafts }: EventDependencies,
  { sender }: CommandContext,
  draft: EventDraft,
  text: FormattedText,
  rows: ButtonRows,
): Promise<EventDraft> => {
  const { messageId: before } = draft;
  // A card is one message: what has no room in it is its end.
  const [shown = text] = await piecesOf(text);
  const messageId =
    before === undefined
      ? await sender.send(SLOT, shown, rows)
      : await sender.edit(SLOT, before, shown, rows);
  if (messageId === undefined || messageId === before || isDraftOver(draft, clock.now())) return draft;
  const placed = { ...draft, messageId };
  return (await drafts.replace(placed, draft)) ? placed : draft;
};
