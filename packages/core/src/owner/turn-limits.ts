// How many answers one person may ask for: so many that nobody notices, and so few that nobody can keep the model from others.
import type { OwnedItems } from './owned-items.ts';

export interface TurnLimits {
  /** In several chats at the same time; in one chat there is one at a time anyway. */
  atOnce: number;
  anHour: number;
}

export const DEFAULT_TURN_LIMITS: TurnLimits = { atOnce: 5, anHour: 600 };

/** Turns since then, for at most an hour. */
export interface TurnCount {
  sinceMs: number;
  count: number;
}

export const HOUR_MS = 60 * 60 * 1000;
/** A turn that has not ended by then died with its worker. */
export const LONGEST_TURN_MS = 15 * 60 * 1000;

/** With one more turn. After the clock was set back a new hour begins. */
export const withTurn = (before: TurnCount | undefined, nowMs: number): TurnCount =>
  before && nowMs >= before.sinceMs && nowMs < before.sinceMs + HOUR_MS
    ? { ...before, count: before.count + 1 }
    : { sinceMs: nowMs, count: 1 };

/** A person's turns in groups: their private chat counts its own in its profile. */
export interface TurnStore {
  /** Begins a turn, atomically; begun again in the same chat it is the same one. Returns what there is with it. */
  begin(personId: number, chatId: number, nowMs: number): Promise<{ atOnce: number; thisHour: number }>;
  end(personId: number, chatId: number): Promise<void>;
}

/** Hours are counted by the clock. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

export const TURNS_ITEM = { prefix: 'TURNS', move: 'leave', forget: 'remove' } as const satisfies OwnedItems;
