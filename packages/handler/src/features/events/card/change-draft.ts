// Taps that change a card: another time, another calendar, none at all. What is no longer as it was shown stays as it is,
// and is shown.
import { type EventDraft, isDraftOver } from '@steward/core';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { readMoment } from '../read-moment.ts';
import { placeButtons } from './card-buttons.ts';
import { OVER, SLOT_PASSED, UNKNOWN_BUTTON } from './card-sentences.ts';
import type { CardTap, TapHandler } from './card-tap.ts';
import { keyOf, placesOf } from './places.ts';
import { showCard } from './show-card.ts';
import { showDraft } from './show-draft.ts';

/** Undefined: it is not as the tapped card shows it, which was told. */
export const changedDraft = async (
  services: EventDependencies,
  context: CommandContext,
  { draft, revision }: Pick<CardTap, 'draft' | 'revision'>,
  changes: Partial<EventDraft>,
): Promise<EventDraft | undefined> => {
  const { clock, drafts } = services;
  if (isDraftOver(draft, clock.now())) return void (await context.reply(say`${OVER}`));
  const next: EventDraft = { ...draft, ...changes, revision: draft.revision + 1 };
  const isAsShown = draft.state === 'waiting' && draft.revision === revision;
  if (isAsShown && (await drafts.replace(next, draft))) return next;
  const newest = isAsShown ? await drafts.get(draft.owner, draft.id) : draft;
  if (newest)
    await showDraft(services, context, {
      ...newest,
      messageId: draft.messageId ?? context.message.message_id,
    });
  else await context.reply(say`${OVER}`);
  return undefined;
};

/** `slot:<start, ms to the base of 36>`: as long as it was. */
export const takeSlot: TapHandler = async (services, context, tap) => {
  const { draft, arg } = tap;
  const { time } = draft;
  const startMs = readMoment(arg);
  if (!time || 'days' in time || startMs === undefined) return await context.reply(say`${UNKNOWN_BUTTON}`);
  const nowMs = services.clock.now();
  if (draft.state === 'waiting' && startMs <= nowMs && !isDraftOver(draft, nowMs))
    return void (await showCard(services, context, draft, { note: SLOT_PASSED }));
  const changed = await changedDraft(services, context, tap, { time: { ...time, startMs } });
  if (changed) await showCard(services, context, changed);
};

/** `cal`, `cal:<key>`, `cal:back`. */
export const chooseCalendar: TapHandler = async (services, context, tap) => {
  const { draft, arg } = tap;
  if (arg === 'back' || draft.state !== 'waiting') return await showDraft(services, context, draft);
  const places = placesOf((await services.integrations?.accounts.list(draft.owner)) ?? []);
  const chosen = places.find((place) => keyOf(place) === arg);
  if (!chosen)
    return void (await showCard(services, context, draft, {
      ...(arg !== '' && { note: 'That calendar is not connected any more: choose another one.' }),
      ...(places.length > 0 && { buttons: (shown) => placeButtons(shown, places) }),
    }));
  const { connection, calendar } = chosen;
  const changed = await changedDraft(services, context, tap, { target: { connection, calendar } });
  if (changed) await showCard(services, context, changed);
};

export const cancelDraft: TapHandler = async (services, context, tap) => {
  const changed = await changedDraft(services, context, tap, { state: 'cancelled' });
  if (changed) await showDraft(services, context, changed);
};
