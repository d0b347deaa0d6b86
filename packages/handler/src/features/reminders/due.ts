// When one rings next, and what of that is stored: also by which time zone data it was computed, since a process with other
// data may be about to ring it.
import type { Reminder, ReminderChanges } from '@steward/core';
import { nextFiring, tzVersion } from '@steward/core/when';

/** More than this is late, and said. */
export const LATE_MS = 60_000;

type Scheduled = Pick<Reminder, 'schedule' | 'leadMs'>;

export const dueAt = (dueMs: number | undefined): Required<Pick<ReminderChanges, 'dueMs' | 'tzVersion'>> => ({
  dueMs: dueMs ?? null,
  tzVersion: tzVersion(),
});

/** `zone`: the owner's. */
export const dueAfter = (one: Scheduled, zone: string | undefined, afterMs: number) =>
  dueAt(nextFiring(one, zone ?? 'UTC', afterMs)?.dueMs);

/** It is done for good, and rings no more. */
export const doneForGood = ({ kind }: Pick<Reminder, 'kind'>, doneAtMs: number) =>
  ({ state: kind === 'task' ? 'done' : 'ended', dueMs: null, doneAtMs }) as const;

/** When what it rings for comes: before the lead that is waited for, and not the first ring. Unix ms. */
export const ownTime = (one: Scheduled & Pick<Reminder, 'dueMs'>, zone = 'UTC'): number | undefined =>
  one.dueMs === undefined ? undefined : (nextFiring(one, zone, one.dueMs - 1)?.occurrenceMs ?? one.dueMs);
