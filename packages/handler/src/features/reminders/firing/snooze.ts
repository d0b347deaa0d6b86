// Rings once more, beside the schedule.
import { type DueItem, dueThingOf, type Reminder, type ReminderStore } from '@steward/core';
import { addDays, dayAt, instantOf, localOf } from '@steward/core/when';

/** Of one reminder at once: nobody needs more, and each is an item. */
const MOST_SNOOZES = 20;

export type Snoozed = 'snoozed' | 'done' | 'paused' | 'too many' | 'gone';

/** Also makes one that is over active again, so that it is listed. Safe to repeat. */
export const snooze = async (reminders: ReminderStore, read: Reminder, dueMs: number): Promise<Snoozed> => {
  const { owner, number, state } = read;
  if (state === 'done') return 'done';
  if (state === 'paused' || state === 'draft') return 'paused';
  const others = (await reminders.snoozes(owner, number)).filter((other) => other.dueMs !== dueMs);
  if (others.length >= MOST_SNOOZES) return 'too many';
  await reminders.addSnooze({ owner, number, dueMs });
  // A firing that is about to end it finds it changed, and looks again.
  for (let now: Reminder | undefined = read; now; now = await reminders.get(owner, number))
    if (await reminders.change(now, { state: 'active', doneAtMs: null })) return 'snoozed';
  await reminders.removeSnooze({ owner, number, dueMs });
  return 'gone';
};

export const removeSnoozes = async (
  reminders: Pick<ReminderStore, 'removeSnooze' | 'snoozes'>,
  { owner, number }: Reminder,
): Promise<void> => {
  for (const one of await reminders.snoozes(owner, number)) await reminders.removeSnooze(one);
};

const DAY_MS = 86_400_000;

/**
 * A removal that was killed left it. Only when it has long been due: a group's move copies snoozes before their reminder,
 * and may be at it.
 */
export const removeOrphan = async (
  reminders: Pick<ReminderStore, 'get' | 'removeSnooze'>,
  { owner, sk, dueMs }: DueItem,
  nowMs: number,
): Promise<void> => {
  const thing = dueThingOf(sk);
  if (thing?.kind !== 'snooze' || nowMs - dueMs < DAY_MS) return;
  if ((await reminders.get(owner, thing.number)) === undefined)
    await reminders.removeSnooze({ owner, number: thing.number, dueMs });
};

/** The next day at the time of day that it was due; without a clock on the wall after 24 hours. */
export const tomorrowOf = (dueMs: number, nowMs: number, zone: string | undefined): number =>
  zone === undefined
    ? nowMs + DAY_MS
    : instantOf(`${addDays(dayAt(nowMs, zone), 1)}${localOf(dueMs, zone).slice(10)}`, zone);
