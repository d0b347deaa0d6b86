// When each rings next, and their order by it.
import type { Reminder, Snooze } from '@steward/core';

/** Each is due when it rings next, by its schedule or by a snooze. */
export const withSnoozes = (all: Reminder[], snoozes: Snooze[]): Reminder[] =>
  all.map((reminder) => {
    const own = snoozes.filter(({ number }) => number === reminder.number).map(({ dueMs }) => dueMs);
    const next = Math.min(reminder.dueMs ?? Infinity, ...own);
    return Number.isFinite(next) ? { ...reminder, dueMs: next } : reminder;
  });

/** What rings never comes last. */
export const byDue = (one: Reminder, other: Reminder): number =>
  (one.dueMs ?? Infinity) - (other.dueMs ?? Infinity) || one.number - other.number;
