// What rings: a reminder at its time, or a snooze of it.
import {
  dueItemOf,
  dueThingOf,
  type Reminder,
  type ReminderStore,
  type WorkId,
  workOfDue,
} from '@steward/core';

export interface Ring {
  kind: 'reminder' | 'snooze';
  /** Unix ms. */
  dueMs: number;
  /** When it should ring by the time zone data of this process, where that was earlier. */
  sinceMs?: number;
  /** As it was read. */
  reminder: Reminder;
}

export interface DueKey {
  owner: number;
  sk: string;
  dueMs: number;
}

/** Strongly consistent. Undefined: it is due at another time now, or never. */
export const readRing = async (
  reminders: Pick<ReminderStore, 'get' | 'hasSnooze'>,
  { owner, sk, dueMs }: DueKey,
): Promise<Ring | undefined> => {
  const thing = dueThingOf(sk);
  if (!thing || !('number' in thing)) return undefined;
  const { kind, number } = thing;
  const [reminder, isSnoozed] = await Promise.all([
    reminders.get(owner, number),
    kind === 'snooze' && reminders.hasSnooze({ owner, number, dueMs }),
  ]);
  if (!reminder || !(kind === 'snooze' ? isSnoozed : reminder.dueMs === dueMs)) return undefined;
  return { kind, dueMs, reminder };
};

export const keyOf = ({ kind, dueMs, reminder }: Ring): DueKey => dueItemOf(reminder, kind, dueMs);

export const workOf = (ring: Ring): WorkId => workOfDue(keyOf(ring)) as WorkId;

/** All of an owner that were due by then, the oldest first. */
export const ringsUntil = async (
  reminders: Pick<ReminderStore, 'listAll'>,
  owner: number,
  untilMs: number,
): Promise<Ring[]> => {
  const { reminders: all, snoozes } = await reminders.listAll(owner);
  const due = all.flatMap(
    (reminder): Ring => ({ kind: 'reminder', dueMs: reminder.dueMs ?? Number.POSITIVE_INFINITY, reminder }),
  );
  const snoozed = snoozes.flatMap(({ number, dueMs }): Ring[] => {
    const reminder = all.find((one) => one.number === number);
    return reminder ? [{ kind: 'snooze', dueMs, reminder }] : [];
  });
  return [...due, ...snoozed]
    .filter(({ dueMs }) => dueMs <= untilMs)
    .sort((a, b) => a.dueMs - b.dueMs || (keyOf(a).sk < keyOf(b).sk ? -1 : 1));
};
