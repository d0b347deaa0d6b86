// Reminders and tasks as the app shows them.
import type { Reminder, Snooze } from '@steward/core';
import type { ReminderView, Upcoming } from '@steward/core/web-contract';
import { describeRule } from '@steward/core/when';
import { withSnoozes } from '../../features/reminders/by-due.ts';
import type { RouteDependencies } from './route-dependencies.ts';

export interface Kept {
  /** Each is due when it rings next, by its schedule or by a snooze. */
  all: Reminder[];
  upcoming: Upcoming[];
}

export const readKept = async (
  { reminders }: Pick<RouteDependencies, 'reminders'>,
  owner: number,
): Promise<Kept & { stored: Reminder[]; snoozes: Snooze[] }> => {
  const { reminders: stored, snoozes } = await reminders.listAll(owner);
  return { stored, snoozes, all: withSnoozes(stored, snoozes), upcoming: upcomingOf(stored, snoozes) };
};

/** Soonest first. */
const upcomingOf = (all: readonly Reminder[], snoozes: readonly Snooze[]): Upcoming[] => {
  const byNumber = new Map(all.map((one) => [one.number, one]));
  const rings = all.flatMap(({ number, text, dueMs }) =>
    dueMs === undefined ? [] : [{ number, text, atMs: dueMs, isSnooze: false }],
  );
  const again = snoozes.flatMap(({ number, dueMs }) => {
    const of = byNumber.get(number);
    return of ? [{ number, text: of.text, atMs: dueMs, isSnooze: true }] : [];
  });
  return [...rings, ...again].sort((one, other) => one.atMs - other.atMs || one.number - other.number);
};

export const isOpen = ({ state }: Reminder): boolean => state !== 'done' && state !== 'ended';

export const viewOf = (reminder: Reminder): ReminderView => {
  const { number, kind, text, state, dueMs, schedule, last, createdAtMs, doneAtMs, revision } = reminder;
  return {
    ...{ number, kind, text, state, createdAtMs, revision },
    ...(dueMs !== undefined && { dueMs }),
    ...(schedule?.kind === 'rule' && { repeats: describeRule(schedule.rule) }),
    ...(last && { last: { atMs: last.atMs, outcome: last.outcome } }),
    ...(doneAtMs !== undefined && { doneAtMs }),
  };
};
