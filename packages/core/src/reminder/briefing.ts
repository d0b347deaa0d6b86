// The briefing of a day: when it comes. What it says is made when it does.
import type { OwnedItems } from '../owner/owned-items.ts';

export interface Briefing {
  owner: number;
  /** On the owner's clock on the wall: `08:00`. */
  time: string;
  /** Telegram user id of who asked for it. Absent: the owner. */
  authorId?: number;
  /** The topic it was asked for in. */
  threadId?: number;
  /** Grows with every change: what was decided on an older one is not carried out. */
  revision: number;
  /** When it comes next, Unix ms: what the index of due items holds. Absent: the owner's time zone is not known yet. */
  dueMs?: number;
  /** The version of the time zone data that `dueMs` was computed with. */
  tzVersion?: string;
  /** The owner's local day that the last one was sent for: `2027-03-11`. */
  lastDay?: string;
  /** When the newest was due that could not be delivered, Unix ms; until somebody was told. */
  undeliveredMs?: number;
}

/** `null` removes the attribute. */
export type BriefingChanges = {
  [K in keyof Omit<Briefing, 'owner' | 'revision'>]?: Briefing[K] | (K extends 'time' ? never : null);
};

/** All reads are strongly consistent. */
export interface BriefingStore {
  get(owner: number): Promise<Briefing | undefined>;
  /** False where there is one already, which stays as it is. */
  create(briefing: Briefing): Promise<boolean>;
  /** What it is then; undefined when it was changed since it was read, or is gone: nothing is made anew. */
  change(read: Briefing, changes: BriefingChanges): Promise<Briefing | undefined>;
  /** False when it was changed since it was read, or is gone. */
  remove(read: Briefing): Promise<boolean>;
}

/** When suggestions may come by themselves: once a day as well, and kept like a briefing. */
export const EXTRA_ITEM = {
  prefix: 'SUGGESTIONS',
  move: 'copy',
  forget: 'remove',
  shards: ['dueShard'],
} as const satisfies OwnedItems;

export const BRIEFING_ITEM = {
  prefix: 'BRIEFING',
  move: 'copy',
  forget: 'remove',
  shards: ['dueShard'],
} as const satisfies OwnedItems;
