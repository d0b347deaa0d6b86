// What is done to a reminder as a change of it, the same wherever it is asked for: by a command, a tap or in the app.
import type { Reminder, ReminderChanges } from '@steward/core';
import { instantOf, nextFiring, zoneIn } from '@steward/core/when';
import { doneForGood, dueAfter, dueAt } from './due.ts';

/** Undefined: there is nothing to pause. */
export const pausedChanges = ({ state }: Reminder): ReminderChanges | undefined =>
  state === 'active' ? { state: 'paused', dueMs: null } : undefined;

/** Undefined: it does not rest. */
export const resumedChanges = (
  one: Reminder,
  zone: string | undefined,
  atMs: number,
): ReminderChanges | undefined =>
  one.state === 'paused' ? { state: 'active', ...dueAfter(one, zone, atMs) } : undefined;

export const undoneChanges = (one: Reminder, zone: string | undefined, atMs: number): ReminderChanges => ({
  state: 'active',
  doneAtMs: null,
  ...dueAfter(one, zone, atMs),
});

/** For good, or for now: nothing more is to be done for it. */
export const isDone = (one: Reminder, zone: string | undefined, atMs: number): boolean =>
  one.state === 'done' || one.state === 'ended' || isDoneForNow(one, zone, atMs);

/** When it was due last without being done. */
export const overdueSince = (
  { state, schedule, last, doneAtMs = 0 }: Reminder,
  zone = 'UTC',
  nowMs: number,
): number | undefined => {
  if (state !== 'active' || !schedule) return undefined;
  if (schedule.kind === 'rule') return last && last.dueMs > doneAtMs ? last.dueMs : undefined;
  const atMs =
    schedule.kind === 'instant' ? schedule.atMs : instantOf(schedule.local, zoneIn(schedule.zone, zone));
  return atMs <= nowMs ? atMs : undefined;
};

/** One that comes again, nearer to when it was done than to when it comes next: said twice, it skips nothing more. */
const isDoneForNow = (one: Reminder, zone: string | undefined, atMs: number): boolean => {
  const { doneAtMs, dueMs } = one;
  if (doneAtMs === undefined || dueMs === undefined || overdueSince(one, zone, atMs) !== undefined)
    return false;
  return atMs - doneAtMs < dueMs - atMs;
};

/** One that comes again is done for this time: for the one that is overdue, else for the one that comes next. */
export const doneChanges = (one: Reminder, zone: string | undefined, atMs: number): ReminderChanges => {
  const { schedule, dueMs } = one;
  if (schedule?.kind !== 'rule' || dueMs === undefined) return doneForGood(one, atMs);
  if (overdueSince(one, zone, atMs) !== undefined) return { doneAtMs: atMs };
  const coming = nextFiring(one, zone ?? 'UTC', dueMs - 1);
  const next = coming && nextFiring(one, zone ?? 'UTC', coming.occurrenceMs);
  return next ? { ...dueAt(next.dueMs), doneAtMs: atMs } : doneForGood(one, atMs);
};
