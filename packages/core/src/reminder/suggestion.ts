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

const DAY_MS = 86_400_000;
/** Also without an answer: what somebody passed over is not said again tomorrow. */
export const SUGGEST_AGAIN_MS = 14 * DAY_MS;
/** Behind three refusals. */
export const SUGGEST_PAUSE_MS = 30 * DAY_MS;
/** Until what was said to it counts no more. */
export const SUGGESTION_KEPT_MS = SUGGEST_PAUSE_MS + SUGGEST_AGAIN_MS;
