// The time of a draft that has none yet: read from its words once the clock is known, or asked for.
import { type EventDraft, isDraftOver } from '@steward/core';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { askZone } from '../../reminders/ask-zone.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askForTime } from '../edit/ask-for-time.ts';
import { ZONE_BELOW } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { knownOf } from './known-of.ts';
import { readSaid } from './read-said.ts';
import { showCard } from './show-card.ts';
import { showDraft } from './show-draft.ts';

export const settleTime = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
): Promise<void> => {
  const zone = context.profile?.zone?.name;
  if (draft.time) return void (await showCard(services, context, draft));
  if (zone === undefined) return await askForZone(services, context, draft);
  const { words = '', saidMs = draft.createdAtMs } = draft;
  const read = knownOf(readSaid(words, { nowMs: saidMs, zone }), zone, services.clock.now());
  if ('why' in read) return void (await askForTime(services, context, draft, read));
  const { words: _, saidMs: __, ...before } = draft;
  const timed = { ...before, ...read, revision: draft.revision + 1 };
  if (await services.drafts.replace(timed, draft)) return void (await showCard(services, context, timed));
  const newest = await services.drafts.get(draft.owner, draft.id);
  if (newest) await showDraft(services, context, newest);
};

const askForZone = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
): Promise<void> => {
  await showCard(services, context, draft);
  await askZone(services, { ...context, show: context.reply }, say`${ZONE_BELOW}`);
};

/** `zone`: the person has told where their clock is. */
export const goOnWithZone: TapHandler = async (services, context, { draft }) =>
  draft.state === 'waiting'
    ? await settleTime(services, context, draft)
    : await showDraft(services, context, draft);

/** The newest that waits for the zone goes on by itself; each other one has its button. */
export const goOnWhenZoned = async (services: EventDependencies, context: CommandContext): Promise<void> => {
  const nowMs = services.clock.now();
  const waiting = (await services.drafts.list(context.owner)).filter(
    (draft) =>
      draft.state === 'waiting' && !draft.time && draft.words !== undefined && !isDraftOver(draft, nowMs),
  );
  const newest = waiting.toSorted((one, other) => other.createdAtMs - one.createdAtMs)[0];
  if (newest) await settleTime(services, context, newest);
};
