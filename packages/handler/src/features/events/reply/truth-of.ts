// What is true of a draft that cannot be changed any more.
import { type EventDraft, isDraftOver, type MadeEvent } from '@steward/core';
import { OVER, turnedInto } from '../card/card-sentences.ts';

/** Undefined: it can. @param event what was made of it */
export const whyFixed = (draft: EventDraft, nowMs: number, event?: MadeEvent): string | undefined => {
  if (isDraftOver(draft, nowMs)) return OVER;
  switch (draft.state) {
    case 'waiting':
      return undefined;
    case 'making':
      return 'This event is being made just now, so I change nothing of it. Look at its card.';
    case 'made':
      if (event?.undoneAtMs !== undefined)
        return 'This event was taken out of your calendar, so there is nothing to change. Send /event and the words again.';
      return 'This event is in your calendar already: change it there, or tap Undo on its card and send it again.';
    case 'cancelled':
      if (draft.became) return turnedInto(draft.became);
      return 'This card was cancelled, so there is nothing to change. Send /event and the words again.';
  }
};
