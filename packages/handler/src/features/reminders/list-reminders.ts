// /reminders: all that is to come, next due first, a page at a time; with a number, that one.
import type { Reminder, Snooze } from '@steward/core';
import { type Button, type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { pageButtons, pageOf } from '../sessions/pages.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { findReminder, numberOf } from './find-reminder.ts';
import { isAlive } from './remind.ts';
import { zoneOf } from './settle.ts';
import { show } from './show-reminder.ts';
import { firstLine, shortTime } from './time-in-words.ts';

export const listOrShow = async (
  services: ReminderDependencies,
  context: CommandContext,
  argument: string,
): Promise<void> => {
  if (argument === '') return await list(services, context, 0);
  const reminder = await findReminder(services, context, numberOf(argument));
  if (reminder) await show(services, context, reminder);
};

export const listPage = (services: ReminderDependencies, context: CommandContext, [page]: string[]) =>
  list(services, context, Number(page) || 0);

const list = async (
  services: ReminderDependencies,
  context: CommandContext,
  wanted: number,
): Promise<void> => {
  const { owner } = context;
  const all = withSnoozes(await services.reminders.list(owner), await services.reminders.snoozes(owner));
  const coming = all
    .filter(({ kind, ...one }) => kind === 'reminder' && isAlive({ kind, ...one }))
    .sort(byDue);
  if (coming.length === 0)
    return await context.show(
      say`Nothing is set. Write “remind me tomorrow at 9 to call mum”, or /remind in 20 min tea. Tasks are in /tasks.`,
    );
  const zone = zoneOf(context);
  const nowMs = services.clock.now();
  const { items, current, pages } = pageOf(coming, wanted);
  const paged = pages > 1 ? ` (${coming.length}, page ${current + 1} of ${pages})` : '';
  await context.show(
    lines(
      say`${bold('Your reminders')}${paged}${zone === undefined ? '' : `, times in ${zone}`}`,
      '',
      ...items.map((reminder) => lineOf(reminder, zone, nowMs)),
      '',
      'Tap a number to see or change it.',
    ),
    [...numberButtons(items), ...pageButtons('reminders', current, pages)],
  );
};

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

export const lineOf = (reminder: Reminder, zone: string | undefined, nowMs: number): FormattedText => {
  const { number, text, state, schedule, dueMs } = reminder;
  const repeats = schedule?.kind === 'rule' ? '🔁 ' : '';
  const undated =
    state === 'paused' ? '⏸ paused' : state === 'draft' ? '❔ waits for your answer' : 'no time';
  const when = dueMs === undefined ? say`${undated}` : shortTime(dueMs, zone, nowMs);
  return say`${bold(number)}. ${firstLine(text)}\n     ${repeats}${when}`;
};

const IN_A_ROW = 5;

const numberButtons = (items: Reminder[]): ButtonRows => {
  const buttons: Button[] = items.map(({ number }) => ({
    text: String(number),
    data: callbackData('rshow', number),
  }));
  return Array.from({ length: Math.ceil(items.length / IN_A_ROW) }, (_, row) =>
    buttons.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
};
