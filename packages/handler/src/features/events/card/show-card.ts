// The card of a draft as it is now: what will be made, when, where, and what stands in its way.
import type { EventDraft } from '@steward/core';
import type { Way } from '../../../events/events.ts';
import { clashKey } from '../../../events/look-ahead.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { buttonsOf } from './card-buttons.ts';
import { cardText } from './card-text.ts';

export interface Shown {
  /** What was found in its way already. */
  way?: Way;
  /** Above the card. */
  note?: FormattedText | string;
}

const SLOT = 'card';

/** In place on a tap, else in its message, which is sent where there is none. Returns the draft as it is shown. */
export const showCard = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
  { way: found, note }: Shown = {},
): Promise<EventDraft> => {
  const { drafts, clock } = services;
  const { isTap, message, profile, sender } = context;
  const way = found ?? (await wayOf(services, draft));
  const seen = way?.clashes.map(clashKey) ?? draft.seen;
  const isSeen = seen.every((key) => draft.seen.includes(key));
  const next = isSeen ? draft : { ...draft, seen, revision: draft.revision + 1 };
  const shown = isSeen || (await drafts.replace(next, draft)) ? next : draft;
  const text = cardText(shown, { nowMs: clock.now(), zone: profile?.zone?.name, way, note });
  const buttons = buttonsOf(shown);
  const inPlace = shown.messageId ?? (isTap ? message.message_id : undefined);
  const messageId =
    inPlace === undefined
      ? await sender.send(SLOT, text, buttons)
      : await sender.edit(SLOT, inPlace, text, buttons);
  if (messageId === undefined || messageId === shown.messageId) return shown;
  const placed = { ...shown, messageId };
  return (await drafts.replace(placed, shown)) ? placed : shown;
};

const wayOf = async (
  { integrations }: EventDependencies,
  { owner, state, time }: EventDraft,
): Promise<Way | undefined> =>
  time && state === 'waiting' ? await integrations?.events.check({ owner, time }) : undefined;
