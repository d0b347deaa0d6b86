// A tap on a time that was offered where it was not clear.
import type { EventDraft } from '@steward/core';
import { startOfDay } from '@steward/core/when';
import { say } from '../../../telegram/say.ts';
import type { TapHandler } from '../card/card-tap.ts';
import { showCard } from '../card/show-card.ts';
import { askForTime } from '../edit/ask-for-time.ts';
import { whyFixed } from './truth-of.ts';

const USUAL_MINUTES = 60;

/** `time:<start, ms to the base of 36>`, or `time:d<day>`, whose time is asked for next. */
export const chooseTime: TapHandler = async (services, context, { arg, draft, revision }) => {
  const { asked, time } = draft;
  const day = /^d(\d{4}-\d\d-\d\d)$/.exec(arg)?.[1];
  const startMs = /^[\da-z]{1,9}$/.test(arg) ? Number.parseInt(arg, 36) : Number.NaN;
  const fixed = whyFixed(draft, services.clock.now());
  if (fixed !== undefined) return await context.reply(say`${fixed}`);
  const isDone = time !== undefined && 'startMs' in time && time.startMs === startMs;
  if (isDone || draft.revision !== revision || (day === undefined && Number.isNaN(startMs))) {
    await showCard(services, context, draft);
    return;
  }
  const kept = { ...(asked?.minutes !== undefined && { minutes: asked.minutes }) };
  if (day !== undefined) {
    const zone = context.profile?.zone?.name ?? 'UTC';
    const isPast = startOfDay(day, zone) + 86_400_000 <= context.queuedMs;
    const why = isPast
      ? ({ why: 'past', ms: startOfDay(day, zone) } as const)
      : ({ why: 'no-clock', date: day } as const);
    await askForTime(services, context, draft, { ...why, ...kept });
    return;
  }
  if (startMs <= services.clock.now()) {
    await askForTime(services, context, draft, { why: 'past', ms: startMs, ...kept });
    return;
  }
  const zone = time?.zone ?? context.profile?.zone?.name ?? 'UTC';
  const known = asked?.minutes ?? (time && 'minutes' in time ? time.minutes : undefined);
  const { asked: _, words: __, saidMs: ___, ...others } = draft;
  const next: EventDraft = {
    ...others,
    time: { zone, startMs, minutes: known ?? USUAL_MINUTES },
    ...(known === undefined && { isUsualLength: true }),
    revision: revision + 1,
  };
  const isFirst = await services.drafts.replace(next, draft);
  await showCard(
    services,
    context,
    isFirst ? next : ((await services.drafts.get(draft.owner, draft.id)) ?? draft),
  );
};
