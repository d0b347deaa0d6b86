// /reminders: all that is to come, next due first, a page at a time; with a number, that one.
import type { Reminder } from '@steward/core';
import { callbackData, inRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from '../sessions/arguments.ts';
import { pageButtons, pageOf } from '../sessions/pages.ts';
import { byDue, withSnoozes } from './by-due.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { findReminder } from './find-reminder.ts';
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
  const reminder = await findReminder(services, context, readNumber(argument));
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
  const { reminders } = services;
  const { reminders: all, snoozes } = await reminders.listAll(owner);
  const coming = withSnoozes(all, snoozes)
    .filter((one) => one.kind === 'reminder' && isAlive(one))
    .sort(byDue);
  if (coming.length === 0)
    return await context.show(
      say`Nothing is set. Write “remind me tomorrow at 9 to call mum”, or /remind in 20 min tea. Tasks are in /tasks.`,
    );
  const zone = zoneOf(context);
  const nowMs = services.clock.now();
  const { items, current, pages, paged } = pageOf(coming, wanted);
  await context.show(
    lines(
      say`${bold('Your reminders')}${paged}${zone === undefined ? '' : `, times in ${zone}`}`,
      '',
      ...items.map((reminder) => lineOf(reminder, zone, nowMs)),
      '',
      'Tap a number to see or change it.',
    ),
    [
      ...inRows(items.map(({ number }) => ({ text: String(number), data: callbackData('rshow', number) }))),
      ...pageButtons('reminders', current, pages),
    ],
  );
};

export const lineOf = (reminder: Reminder, zone: string | undefined, nowMs: number): FormattedText => {
  const { number, text, state, schedule, dueMs } = reminder;
  const repeats = schedule?.kind === 'rule' ? '🔁 ' : '';
  const undated =
    state === 'paused' ? '⏸ paused' : state === 'draft' ? '❔ waits for your answer' : 'no time';
  const when = dueMs === undefined ? say`${undated}` : shortTime(dueMs, zone, nowMs);
  return say`${bold(number)}. ${firstLine(text)}\n     ${repeats}${when}`;
};
