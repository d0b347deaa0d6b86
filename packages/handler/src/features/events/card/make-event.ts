// “Create”, and what can come of it: each is said as it is, and the card stays for what is left to do.
import type { EventDraft, EventTime } from '@steward/core';
import { startOfDay } from '@steward/core/when';
import type { MakeResult } from '../../../events/events.ts';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { CHANGED, CLASH, DELETED, NO_TARGET, notMade, OVER, PASSED, perhapsMade } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { settleTime } from './settle-time.ts';
import { showCard } from './show-card.ts';
import { showDraft, showMade } from './show-draft.ts';

export const makeEvent: TapHandler = async (services, context, { draft, revision }) => {
  const { integrations } = services;
  if (!integrations) return await showDraft(services, context, draft, { note: NO_TARGET });
  const { owner, id } = draft;
  if (draft.state === 'waiting' && hasPassed(draft.time, services.clock.now()))
    return void (await showDraft(services, context, draft, { note: PASSED }));
  const result = await context.whileTyping(() => integrations.events.make(owner, id, revision));
  await tell(services, context, draft, result);
};

/** What has begun may still be wanted; what is over was meant otherwise when the card was made. */
const hasPassed = (time: EventTime | undefined, nowMs: number): boolean => {
  if (!time) return false;
  const endMs = 'days' in time ? startOfDay(time.days.end, time.zone) : time.startMs + time.minutes * 60_000;
  return endMs <= nowMs;
};

const tell = async (
  services: EventDependencies,
  context: CommandContext,
  { messageId, ...tapped }: EventDraft,
  result: MakeResult,
): Promise<void> => {
  const here = (draft: EventDraft): EventDraft => (messageId === undefined ? draft : { ...draft, messageId });
  switch (result.kind) {
    case 'made': {
      const missing = result.way?.missing ?? [];
      return await showMade(services, context, here(tapped), result.event, { missing });
    }
    case 'clash':
      return void (await showCard(services, context, here(result.draft), { way: result.way, note: CLASH }));
    case 'over':
      return await context.reply(say`${OVER}`);
    case 'no-time':
      return await settleTime(services, context, here(result.draft));
    case 'failed': {
      const { draft, why } = result;
      const note = draft.state === 'making' ? perhapsMade(why) : notMade(why);
      return await showDraft(services, context, here(draft), { note });
    }
    case 'cancelled':
      return await showDraft(services, context, here(result.draft));
    default:
      return await showDraft(services, context, here(result.draft), { note: NOTES[result.kind] });
  }
};

const NOTES = { changed: CHANGED, deleted: DELETED, 'no-target': NO_TARGET };
