// What the buttons below a ring do. They count from the tap, however late it is worked on.
import type { Reminder } from '@steward/core';
import { nextFiring } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { type ButtonRows, callbackData, RING } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { lines, say } from '../../../telegram/say.ts';
import type { CommandContext, Done } from '../../feature.ts';
import { doneForGood, dueAt } from '../due.ts';
import { mayChange } from '../find-reminder.ts';
import { clockOf, ringText, timeOf } from './ring-message.ts';
import { removeSnoozes, type Snoozed, snooze, tomorrowOf } from './snooze.ts';

export type RingTapDependencies = Pick<Services, 'clock' | 'reminders' | 'telegram'>;

interface Tapped {
  reminder: Reminder;
  /** When it rang was due, Unix ms. */
  dueMs: number;
}

/** `ring:<what>:<number>:<due>`: `done`, `day`, or so many minutes. */
export const tapRing = async (
  services: RingTapDependencies,
  context: CommandContext,
  [what = '', number, due]: string[],
): Promise<Done> => {
  const [wanted, dueMs] = [Number(number), Number(due)];
  if (!Number.isSafeInteger(wanted) || !Number.isSafeInteger(dueMs)) return 'refused';
  const reminder = await services.reminders.get(context.owner, wanted);
  if (!reminder) return await tellGone(context);
  if (!(await mayChange(services, context, reminder))) return;
  if (what === 'done') return await tapDone(services, context, { reminder, dueMs });
  const minutes = Number(what);
  if (what !== 'day' && !(minutes > 0 && minutes <= 10_000)) return 'refused';
  const atMs =
    what === 'day'
      ? tomorrowOf(dueMs, context.queuedMs, clockOf(reminder, context.profile?.zone?.name))
      : context.queuedMs + minutes * 60_000;
  await snoozeAndShow(services, context, { reminder, dueMs }, atMs);
};

/** Its words are those that the message has. */
const tellGone = ({ message, show }: CommandContext): Promise<void> =>
  show(lines(say`${message.text ?? '⏰'}`, '', say`🗑 It was cancelled: nothing of it rings any more.`));

export const snoozeAndShow = async (
  { clock, reminders }: RingTapDependencies,
  context: CommandContext,
  tapped: Tapped,
  atMs: number,
): Promise<void> => {
  const snoozed = await snooze(reminders, tapped.reminder, atMs);
  if (snoozed === 'gone') return await tellGone(context);
  const time = timeOf(tapped.reminder, timesOf(context, clock.now()));
  const { number } = tapped.reminder;
  const says: Record<Exclude<Snoozed, 'gone'>, FormattedText> = {
    snoozed: say`💤 Again: ${time(atMs)}`,
    done: say`✅ Already done.`,
    paused: say`⏸ It is paused: /reminders ${number} lets it ring again.`,
    'too many': say`It rings many more times already: see /reminders ${number}.`,
  };
  const buttons = snoozed === 'snoozed' ? doneButton(tapped) : [];
  await showRing(context, tapped.reminder, says[snoozed], clock.now(), buttons);
};

const doneButton = ({ reminder, dueMs }: Tapped): ButtonRows => [
  [{ text: '✅ Done', data: callbackData(RING, 'done', reminder.number, dueMs) }],
];

const timesOf = ({ profile }: CommandContext, nowMs: number) => ({ nowMs, ownZone: profile?.zone?.name });

const showRing = (
  context: CommandContext,
  reminder: Reminder,
  state: FormattedText,
  nowMs: number,
  buttons: ButtonRows,
): Promise<void> => context.show(lines(ringText(reminder, timesOf(context, nowMs)), '', state), buttons);

const tapDone = async (
  { clock, reminders }: RingTapDependencies,
  context: CommandContext,
  { reminder, dueMs }: Tapped,
): Promise<void> => {
  const { owner, number } = reminder;
  const { atMs } = context;
  const isDone = ({ doneAtMs = 0 }: Reminder) => doneAtMs >= dueMs;
  const wasDone = isDone(reminder) && reminder.doneAtMs !== atMs;
  let now: Reminder | undefined = reminder;
  let restMs: number | undefined;
  while (now) {
    restMs = restAfter(now, dueMs, context);
    // What rings right now is moved on by its firing, what is paused by who lets it go on.
    const staysDue = restMs === undefined || (now.dueMs ?? dueMs) === dueMs || restMs === now.dueMs;
    if (isDone(now) && staysDue) break;
    const rest = { doneAtMs: atMs, ...(!staysDue && dueAt(restMs)) };
    if (await reminders.change(now, restMs === undefined ? doneForGood(now, atMs) : rest)) break;
    now = await reminders.get(owner, number);
  }
  if (!now) return await tellGone(context);
  await removeSnoozes(reminders, reminder);
  const time = timeOf(reminder, timesOf(context, clock.now()));
  const head = wasDone ? say`✅ Already done.` : say`✅ Done`;
  const state = restMs === undefined || now.dueMs === undefined ? head : say`✅ Done · next: ${time(restMs)}`;
  await showRing(context, reminder, state, clock.now(), []);
};

/** When it rings next although this occurrence is done. */
const restAfter = (
  reminder: Reminder,
  rangMs: number,
  { atMs, profile }: CommandContext,
): number | undefined => {
  const { dueMs, leadMs, schedule } = reminder;
  const zone = profile?.zone?.name ?? 'UTC';
  if (dueMs === undefined)
    return schedule?.kind === 'rule' ? nextFiring(reminder, zone, atMs)?.dueMs : undefined;
  const rang = leadMs === undefined ? undefined : nextFiring(reminder, zone, rangMs - 1);
  // It rang ahead: its own time is done with it.
  if (rang && dueMs <= rang.occurrenceMs) return nextFiring(reminder, zone, rang.occurrenceMs)?.dueMs;
  if (dueMs !== rangMs) return dueMs;
  return schedule?.kind === 'rule' ? nextFiring(reminder, zone, rangMs)?.dueMs : undefined;
};
