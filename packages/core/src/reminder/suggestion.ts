// What was suggested to somebody, and what they said to it.
import type { OwnedItems } from '../owner/owned-items.ts';

/** `offered`: no answer yet. */
export type SuggestionState = 'offered' | 'taken' | 'later' | 'never';

export interface Suggestion {
  owner: number;
  /** What it is about, the same each time: `task-5`, `card-<message>`. */
  key: string;
  state: SuggestionState;
  /** The words it comes from, as they were written. */
  quote: string;
  /** When what it offers would ring, Unix ms. */
  atMs: number;
  /** When the briefing was due that offered it, or the card was made, Unix ms. */
  offeredMs: number;
  answeredMs?: number;
}

export interface SuggestionStore {
  list(owner: number): Promise<Suggestion[]>;
  /** Strongly consistent. */
  get(owner: number, key: string): Promise<Suggestion | undefined>;
  /** Over what was there. */
  put(suggestion: Suggestion): Promise<void>;
}

export const SUGGESTION_ITEMS = {
  prefix: 'SUGGESTION#',
  move: 'copy',
  forget: 'remove',
} as const satisfies OwnedItems;

/** Begins the key of what a card offered, of words that were forwarded or spoken: no suggestion of ours. */
export const PROPOSAL = 'card-';

export const isProposal = ({ key }: Pick<Suggestion, 'key'>): boolean => key.startsWith(PROPOSAL);

const DAY_MS = 86_400_000;
/** Also without an answer: what somebody passed over is not said again tomorrow. */
const AGAIN_MS = 14 * DAY_MS;

/** Whether a briefing may offer it; the same briefing may again, where a crash fell between. */
export const mayOffer = (known: Suggestion | undefined, offeredMs: number): boolean => {
  if (!known || (known.state === 'offered' && known.offeredMs === offeredMs)) return true;
  return known.state !== 'never' && offeredMs - (known.answeredMs ?? known.offeredMs) >= AGAIN_MS;
};

const MOST_REFUSALS = 3;
const PAUSE_MS = 30 * DAY_MS;
/** Until what was said to it counts no more. */
export const SUGGESTION_KEPT_MS = PAUSE_MS + AGAIN_MS;

/** Three refusals, with none taken between them, and there is nothing for a month: until when, Unix ms. */
export const pausedUntil = (all: readonly Suggestion[], sinceMs: number): number => {
  let [refusals, untilMs] = [0, 0];
  const answered = all
    .filter((one) => !isProposal(one))
    .flatMap(({ state, answeredMs = 0 }) => (answeredMs > sinceMs ? [{ state, answeredMs }] : []))
    .toSorted((one, other) => one.answeredMs - other.answeredMs);
  for (const { state, answeredMs } of answered) {
    refusals = state === 'taken' ? 0 : refusals + 1;
    if (refusals < MOST_REFUSALS) continue;
    [refusals, untilMs] = [0, answeredMs + PAUSE_MS];
  }
  return untilMs;
};
