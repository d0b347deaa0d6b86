// What the app does to a reminder or task: on the one that it showed, by its revision. What changed meanwhile stays as it is.
import { type Reminder, type ReminderChanges, UNDO_MS } from '@steward/core';
import type { Ask } from '@steward/core/web-contract';
import { idOfAppWork } from '../../queue/app-work.ts';
import { doneChanges, isDone, pausedChanges, resumedChanges, undoneChanges } from '../reminders/deeds.ts';
import { removeSnoozes } from '../reminders/firing/snooze.ts';
import { isKept, whyBegunNoMore, whyKeptNoMore } from '../reminders/room.ts';
import type { AppContext, AppDependencies, Done } from './app-context.ts';

type ReminderAsk = Extract<Ask, { reminder: number }>;
type Change = Exclude<ReminderAsk['do'], 'remove'>;
type Dependencies = Pick<AppDependencies, 'clock' | 'reminders' | 'removed'>;

/** `changes`: undefined where it is so already. `has`: what a change of one revision leaves behind. */
const DEEDS: Record<
  Change,
  {
    changes(one: Reminder, zone: string | undefined, atMs: number): ReminderChanges | undefined;
    has(one: Reminder, atMs: number): boolean;
  }
> = {
  done: {
    changes: (one, zone, atMs) => (isDone(one, zone, atMs) ? undefined : doneChanges(one, zone, atMs)),
    has: ({ doneAtMs }, atMs) => doneAtMs === atMs,
  },
  undone: {
    changes: (one, zone, atMs) => (one.doneAtMs === undefined ? undefined : undoneChanges(one, zone, atMs)),
    has: ({ doneAtMs, state }) => state === 'active' && doneAtMs === undefined,
  },
  pause: { changes: pausedChanges, has: ({ state }) => state === 'paused' },
  resume: { changes: resumedChanges, has: ({ state }) => state === 'active' },
};

export const changeReminder = async (
  { reminders }: Dependencies,
  context: AppContext,
  what: Change,
  { reminder: number, revision }: ReminderAsk,
): Done => {
  const { atMs, owner, profile } = context;
  const { changes: changesOf, has } = DEEDS[what];
  /** By an earlier try, or by one whose answer was lost. */
  const isMade = (one: Reminder) => one.revision === revision + 1 && has(one, atMs);
  const one = await reminders.get(owner, number);
  if (!one) return 'gone';
  if (!isMade(one)) {
    if (one.revision !== revision) return 'changed-meanwhile';
    if (one.state === 'draft' && what === 'done') return 'not-allowed';
    const changes = changesOf(one, profile?.zone?.name, atMs);
    const begins = changes?.state === 'active' && !isKept(one);
    if (begins && whyKeptNoMore(await reminders.list(owner))) return 'too-many';
    if (changes && !(await reminders.change(one, changes))) {
      const now = await reminders.get(owner, number);
      if (!now) return 'gone';
      if (!isMade(now)) return 'changed-meanwhile';
    }
  }
  if (what === 'done') await removeSnoozes(reminders, one);
  return undefined;
};

/** It is kept for ten minutes, so that it can be brought back whole. */
export const removeReminder = async (
  { clock, reminders, removed }: Dependencies,
  { claim, owner, record }: AppContext,
  id: string,
  { reminder: number, revision }: ReminderAsk,
): Done => {
  const one = await reminders.get(owner, number);
  if (!one) return claim.facts.removing === 1 ? undefined : 'gone';
  if (one.revision === revision) {
    const snoozes = (await reminders.snoozes(owner, number)).map(({ dueMs }) => dueMs);
    await removed.put({ owner, by: id, reminder: one, snoozes, untilMs: clock.now() + UNDO_MS });
    await record({ removing: 1 });
    if ((await reminders.remove(one)) || !(await reminders.get(owner, number))) return undefined;
  }
  await removed.remove(owner, id);
  return 'changed-meanwhile';
};

/** Under a new number: no number ever means something else. What was due meanwhile comes late, and says so. */
export const bringBack = async (
  { clock, reminders, removed }: Dependencies,
  { claim, owner, record }: AppContext,
  work: string,
): Done => {
  const by = idOfAppWork(work) ?? '';
  const kept = await removed.get(owner, by);
  const { facts } = claim;
  if (!kept) {
    const isBack = facts.reminder !== undefined && (await reminders.get(owner, facts.reminder));
    return isBack ? undefined : 'gone';
  }
  if (facts.reminder === undefined && kept.untilMs <= clock.now()) return 'gone';
  const { reminder, snoozes } = kept;
  const waits = reminder.state === 'draft';
  const needsRoom = facts.reminder === undefined && (isKept(reminder) || waits);
  if (needsRoom && whyBegunNoMore(await reminders.list(owner), waits)) return 'too-many';
  const number = facts.reminder ?? (await reminders.takeNumbers(owner, 1));
  await record({ reminder: number });
  await reminders.create({ ...reminder, owner, number, revision: 1 });
  for (const dueMs of snoozes) await reminders.addSnooze({ owner, number, dueMs });
  await removed.remove(owner, by);
  return undefined;
};
