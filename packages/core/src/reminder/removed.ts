// A reminder that was removed in the app, kept for as long as its Undo can be tapped. It is due when that ends: the clock of
// all that is due takes it away, so that no text stays longer where nothing else expires.
import type { OwnedItems } from '../owner/owned-items.ts';
import type { Reminder } from './reminder.ts';

export interface Removed {
  owner: number;
  /** What removed it, by an id of its own. */
  by: string;
  reminder: Reminder;
  /** When its snoozes were due, Unix ms. */
  snoozes: readonly number[];
  /** Unix ms; from then on it counts as gone. */
  untilMs: number;
}

export interface RemovedStore {
  /** Over what was there. */
  put(removed: Removed): Promise<void>;
  /** Strongly consistent. */
  get(owner: number, by: string): Promise<Removed | undefined>;
  remove(owner: number, by: string): Promise<void>;
  /** All whose time is over. */
  sweep(owner: number, nowMs: number): Promise<void>;
}

export const UNDO_MS = 10 * 60_000;

export const REMOVED_ITEMS = {
  prefix: 'TRASH#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;
