// The last step of a firing, behind its outcome: what came of it is written, and the reminder is due at its next time, or
// never again. Until then the index holds it, so that a firing which died is found again.
import type { FiringOutcome, ReminderChanges, ReminderStore } from '@steward/core';
import { dueAfter } from '../due.ts';
import { keyOf, type Ring, readRing } from './ring.ts';

export interface Told {
  outcome: FiringOutcome;
  /** What was told: of several that were missed, the newest. */
  dueMs: number;
  atMs: number;
  /** The owner's. */
  zone: string;
  /** Nothing of it is due before the owner is back. */
  holds?: boolean;
}

/** Nothing is written over a change that came meanwhile, and nothing that is gone is made anew. */
export const advance = async (reminders: ReminderStore, ring: Ring, told: Told): Promise<void> => {
  for (let now: Ring | undefined = ring; now; now = await readRing(reminders, keyOf(ring))) {
    const changed = await reminders.change(now.reminder, await changesOf(reminders, now, told));
    if (!changed) continue;
    const { owner, number } = now.reminder;
    if (now.kind === 'snooze') await reminders.removeSnooze({ owner, number, dueMs: now.dueMs });
    return;
  }
};

const changesOf = async (reminders: ReminderStore, ring: Ring, told: Told): Promise<ReminderChanges> => {
  const { kind, reminder } = ring;
  const { outcome, dueMs, atMs, zone, holds } = told;
  const last = { outcome, dueMs, atMs };
  const then: ReminderChanges = kind === 'snooze' ? {} : dueAfter(reminder, zone, Math.max(ring.dueMs, atMs));
  if (holds) return { last, ...(kind === 'reminder' && { dueMs: null }) };
  const staysDue = kind === 'snooze' ? reminder.dueMs !== undefined : typeof then.dueMs === 'number';
  if (staysDue || reminder.kind === 'task') return { last, ...then };
  const snoozes = await reminders.snoozes(reminder.owner, reminder.number);
  const isLast = snoozes.every((snooze) => kind === 'snooze' && snooze.dueMs === ring.dueMs);
  return { last, ...then, ...(isLast && { state: 'ended' }) };
};
