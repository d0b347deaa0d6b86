// “Undo”: an event that was made is taken out again, for ten minutes.
import { nameOf } from '../../../events/event-draft-of.ts';
import { say } from '../../../telegram/say.ts';
import { NO_TARGET, notUndone, OVER } from './card-sentences.ts';
import type { TapHandler } from './card-tap.ts';
import { eventOf, showDraft, showMade } from './show-draft.ts';

export const undoEvent: TapHandler = async (services, context, { draft }) => {
  const { owner, state, triedAtMs } = draft;
  const { integrations } = services;
  if (!integrations) return await context.reply(say`${NO_TARGET}`);
  if (state !== 'made' || triedAtMs === undefined) return await showDraft(services, context, draft);
  const ref = { owner, atMs: triedAtMs, id: nameOf(draft) };
  const result = await context.whileTyping(() => integrations.events.undo(ref));
  if (result.kind === 'unknown') return await context.reply(say`${OVER}`);
  // As it is noted by now.
  const event = (await eventOf(services, draft)) ?? result.event;
  await showMade(services, context, draft, event, { note: notUndone(result) });
};
