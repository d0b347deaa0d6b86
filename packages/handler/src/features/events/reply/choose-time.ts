// A tap on a time that was offered where it was not clear.
import { type EventDraft, isDraftOver } from '@steward/core';
import { startOfDay } from '@steward/core/when';
import { say } from '../../../telegram/say.ts';
import { isDay } from '../../connections/read-days.ts';
import { OVER } from '../card/card-sentences.ts';
import type { TapHandler } from '../card/card-tap.ts';
import { showCard } from '../card/show-card.ts';
import { showDraft } from '../card/show-draft.ts';
import { askForTime } from '../edit/ask-for-time.ts';
import { readMoment } from '../read-moment.ts';

const USUAL_MINUTES = 60;

/** Its start, or a day. */
const readChoice = (arg: string): number | string | undefined => {
  const day = arg.slice(1);
  return arg.startsWith('d') && isDay(day) ? day : readMoment(arg);
};

/** `time:<start, ms to the base of 36>`, or `time:d<day>`, whose time is asked for next. */
export const chooseTime: TapHandler = async (services, context, { arg, draft, revision }) => {
  const { asked, time } = draft;
  const chosen = readChoice(arg);
  if (isDraftOver(draft, services.clock.now())) return await context.reply(say`${OVER}`);
  const isDone = time !== undefined && 'startMs' in time && time.startMs === chosen;
  // Also of an older question, as long as there is no time.
  const isAsShown = draft.state === 'waiting' && (draft.revision === revision || !time);
  if (isDone || !isAsShown || chosen === undefined) {
    await showDraft(services, context, draft);
    return;
  }
  const kept = { ...(asked?.minutes !== undefined && { minutes: asked.minutes }) };
  if (typeof chosen === 'string') {
    const zone = context.profile?.zone?.name ?? 'UTC';
    const isPast = startOfDay(chosen, zone) + 86_400_000 <= context.queuedMs;
    const why = isPast
      ? ({ why: 'past', ms: startOfDay(chosen, zone) } as const)
      : ({ why: 'no-clock', date: chosen } as const);
    await askForTime(services, context, draft, { ...why, ...kept });
    return;
  }
  if (chosen <= services.clock.now()) {
    await askForTime(services, context, draft, { why: 'past', ms: chosen, ...kept });
    return;
  }
  const zone = time?.zone ?? context.profile?.zone?.name ?? 'UTC';
  const known = asked?.minutes ?? (time && 'minutes' in time ? time.minutes : undefined);
  const { asked: _, words: __, saidMs: ___, ...others } = draft;
  const next: EventDraft = {
    ...others,
    time: { zone, startMs: chosen, minutes: known ?? USUAL_MINUTES },
    ...(known === undefined && { isUsualLength: true }),
    revision: draft.revision + 1,
  };
  if (await services.drafts.replace(next, draft)) await showCard(services, context, next);
  else await showDraft(services, context, (await services.drafts.get(draft.owner, draft.id)) ?? draft);
};
