// Whether something may be suggested (again), by what was said to it and to others.
import { SUGGEST_AGAIN_MS, SUGGEST_PAUSE_MS, type Suggestion } from './suggestion.ts';

/** Begins the key of what a card offered, of words that were forwarded or spoken: no suggestion of ours. */
export const PROPOSAL = 'card-';

export const isProposal = ({ key }: Pick<Suggestion, 'key'>): boolean => key.startsWith(PROPOSAL);

/** Whether a briefing may offer it; the same briefing may again, where a crash fell between. */
export const mayOffer = (known: Suggestion | undefined, offeredMs: number): boolean => {
  if (!known || (known.state === 'offered' && known.offeredMs === offeredMs)) return true;
  return known.state !== 'never' && offeredMs - (known.answeredMs ?? known.offeredMs) >= SUGGEST_AGAIN_MS;
};

const MOST_REFUSALS = 3;

/** Three refusals, with none taken between them, and there is nothing for a month: until when, Unix ms. */
export const pausedUntil = (all: readonly Suggestion[], sinceMs: number): number => {
  let [refusals, untilMs] = [0, 0];
  const answered = all
    .filter((one) => !isProposal(one))
    .flatMap(({ state, answeredMs = 0 }) => (answeredMs > sinceMs ? [{ state, answeredMs }] : []))
    .toSorted((one, other) => one.answeredMs - other.answeredMs);
  for (const { state, answeredMs } of answered) {
    // `offered`, and answered: something else was made of it.
    refusals = state === 'taken' || state === 'offered' ? 0 : refusals + 1;
    if (refusals < MOST_REFUSALS) continue;
    [refusals, untilMs] = [0, answeredMs + SUGGEST_PAUSE_MS];
  }
  return untilMs;
};
