// /task and /tasks: what is to be done, with a time or without; done by a tap, and undone.
import type { Reminder } from '@steward/core';
import { type Button, callbackData, inRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from '../sessions/arguments.ts';
import { pageButtons, pageOf } from '../sessions/pages.ts';
import { doneChanges, isDone, overdueSince, undoneChanges } from './deeds.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { findToChange, tapTo } from './find-reminder.ts';
import { removeSnoozes } from './firing/snooze.ts';
import { isAlive, note } from './remind.ts';
import { changeNewest, zoneOf } from './settle.ts';
import { firstLine, shortTime, timeText } from './time-in-words.ts';

export const task = (services: ReminderDependencies, context: CommandContext, words: string) =>
  note(services, context, words, 'task');

export const tasks = (services: ReminderDependencies, context: CommandContext) => list(services, context, 0);

export const tasksPage = (services: ReminderDependencies, context: CommandContext, [page]: string[]) =>
  list(services, context, Number(page) || 0);

const DONE_SHOWN = 3;

const list = async (
  services: ReminderDependencies,
  context: CommandContext,
  wanted: number,
  head?: FormattedText,
): Promise<void> => {
  const zone = zoneOf(context);
  const nowMs = services.clock.now();
  const all = (await services.reminders.list(context.owner)).filter(({ kind }) => kind === 'task');
  const open = all
    .filter(isAlive)
    .sort((one, other) => rankOf(one, zone, nowMs) - rankOf(other, zone, nowMs));
  const done = all
    .filter(({ state }) => state === 'done')
    .sort((one, other) => (other.doneAtMs ?? 0) - (one.doneAtMs ?? 0))
    .slice(0, DONE_SHOWN);
  const { items, current, pages, paged } = pageOf(open, wanted);
  const empty =
    open.length === 0 ? ['Nothing is open. Add one with /task, for example /task Buy stamps.'] : [];
  await context.show(
    lines(
      ...(head ? [head, ''] : []),
      say`${bold('Your tasks')}${paged}${zone === undefined ? '' : `, times in ${zone}`}`,
      '',
      ...items.map((one) => lineOf(one, zone, nowMs)),
      ...empty,
      ...(done.length > 0
        ? ['', ...done.map(({ number, text }) => say`☑️ ${bold(number)}. ${firstLine(text)}`)]
        : []),
      ...(items[0] ? ['', `Tap a number when it is done. /reminders ${items[0].number} changes it.`] : []),
    ),
    [
      ...inRows(
        items.map(({ number }) => ({ text: `☐ ${number}`, data: callbackData('tdone', number, current) })),
      ),
      ...inRows(
        done.map(({ number }) => ({ text: `↩️ ${number}`, data: callbackData('tundo', number, current) })),
      ),
      ...pageButtons('tasks', current, pages),
    ],
  );
};

/** Overdue first, then what is due next; the rest by number behind. */
const rankOf = (one: Reminder, zone: string | undefined, nowMs: number): number => {
  const since = overdueSince(one, zone, nowMs);
  return since ?? one.dueMs ?? Number.MAX_SAFE_INTEGER / 2 + one.number;
};

const lineOf = (one: Reminder, zone: string | undefined, nowMs: number): FormattedText => {
  const { number, text, state, schedule, dueMs } = one;
  const since = overdueSince(one, zone, nowMs);
  const head = say`☐ ${bold(number)}. ${firstLine(text)}`;
  if (since !== undefined) return say`${head}\n     ⚠️ overdue: ${shortTime(since, zone, nowMs)}`;
  if (state === 'draft') return say`${head}\n     ❔ waits for your answer`;
  if (state === 'paused') return say`${head}\n     ⏸ paused`;
  return dueMs === undefined
    ? head
    : say`${head}\n     ${schedule?.kind === 'rule' ? '🔁 ' : ''}${shortTime(dueMs, zone, nowMs)}`;
};

export const done = async (
  services: ReminderDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  const one = await findToChange(services, context, readNumber(argument), '/done 2');
  const said = one && (await finish(services, context, one));
  if (said) await context.show(said, one.kind === 'task' ? [[undoButton(one, 0)]] : []);
};

/** `tdone:<number>:<page>`: the list stays, with what was done above it. */
export const doneTapped = tapTo(async (services, context, one, [page]) => {
  const said = await finish(services, context, one);
  if (said) await list(services, context, Number(page) || 0, said);
});

const undoButton = ({ number }: Reminder, page: number): Button => ({
  text: '↩️ Undo',
  data: callbackData('tundo', number, page),
});

/** What is said of it; undefined when it is gone, which is said then. */
const finish = async (
  services: ReminderDependencies,
  context: CommandContext,
  one: Reminder,
): Promise<FormattedText | undefined> => {
  const { number } = one;
  const { atMs } = context;
  const zone = zoneOf(context);
  const name = say`${bold(number)}. ${firstLine(one.text)}`;
  if (one.state === 'draft')
    return say`${name} waits for its time and was never set. /cancel ${number} takes it away.`;
  const wasDone = isDone(one, zone, atMs);
  const finished = wasDone
    ? one
    : await changeNewest(services, context, one, (newest) => doneChanges(newest, zone, atMs));
  if (!finished) return undefined;
  await removeSnoozes(services.reminders, one);
  // Another try finds what it has done itself.
  const head = wasDone && one.doneAtMs !== atMs ? 'Already done' : 'Done';
  const next = finished.state === 'active' ? finished.dueMs : undefined;
  return next === undefined
    ? say`✅ ${head}: ${name}`
    : say`✅ ${head}: ${name}\nNext: ${timeText(next, zone, services.clock.now())}`;
};

/** `tundo:<number>:<page>`. */
export const undoDone = tapTo(async (services, context, one, [page]) => {
  const zone = zoneOf(context);
  const changed =
    one.doneAtMs === undefined
      ? one
      : await changeNewest(services, context, one, (newest) => undoneChanges(newest, zone, context.atMs));
  if (changed)
    await list(
      services,
      context,
      Number(page) || 0,
      say`↩️ Open again: ${bold(one.number)}. ${firstLine(one.text)}`,
    );
});
