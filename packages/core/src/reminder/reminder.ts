// A reminder or a task: its words, when it is due, and what came of it. What comes of a firing is in `work/`.
import type { OwnedItems } from '../owner/owned-items.ts';
import { PROFILE_ITEM } from '../owner/profile.ts';
import type { Schedule } from '../when/schedule.ts';

/** How a firing ended. `missed`: only the newest of those that were due while Steward was down is told. */
export type FiringOutcome = 'sent' | 'late' | 'missed' | 'undelivered';

export interface Firing {
  dueMs: number;
  atMs: number;
  outcome: FiringOutcome;
}

export interface Reminder {
  owner: number;
  /** The number people use, by a counter of its own. Given once. */
  number: number;
  kind: 'reminder' | 'task';
  /** As it was written, at most `MAX_REMINDER_TEXT` characters. */
  text: string;
  /** Telegram user id of who made it: in a group they or an admin may change it. */
  authorId: number;
  /** The topic it was asked for in. */
  threadId?: number;
  /** The message that asked for it: where that is edited, it changes. */
  messageId?: number;
  /** The message that it was asked for as a reply to. */
  repliedToId?: number;
  /** Absent: a task without a date. */
  schedule?: Schedule;
  /** Also rings so long before. */
  leadMs?: number;
  /** A task may be `done`; `ended`: nothing comes any more. `draft`: what it needs is still asked for; it rings never. */
  state: 'draft' | 'active' | 'paused' | 'done' | 'ended';
  /** Of a draft: the words that name its time, to be read once the owner's zone is known. */
  wants?: string;
  /** Grows with every change: what was decided on an older one is not carried out. */
  revision: number;
  /** When it rings next, Unix ms: what the index of due items holds. Absent: it does not. */
  dueMs?: number;
  /** The version of the time zone data that `dueMs` was computed with. */
  tzVersion?: string;
  createdAtMs: number;
  doneAtMs?: number;
  last?: Firing;
}

/** One ring more, beside the schedule; keyed by when it is due, so that a second one overwrites nothing. */
export interface Snooze {
  owner: number;
  number: number;
  dueMs: number;
}

/** `null` removes the attribute. */
export type ReminderChanges = {
  [K in keyof Omit<Reminder, 'owner' | 'number' | 'revision' | 'createdAtMs' | 'kind'>]?: Reminder[K] | null;
};

export const MAX_REMINDER_TEXT = 1_000;
/** Of an owner at once. */
export const MAX_ACTIVE_REMINDERS = 200;

/** Snoozes lie below their reminder and move with it. */
export const REMINDER_ITEMS = {
  prefix: 'REMINDER#',
  move: {
    id: 'number',
    number: 'number',
    inKey: true,
    counter: { item: PROFILE_ITEM.prefix, attribute: 'nextReminder' },
  },
  forget: 'remove',
  shards: ['dueShard'],
} as const satisfies OwnedItems;
