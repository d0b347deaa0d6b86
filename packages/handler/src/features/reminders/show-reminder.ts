// One reminder, with all that can be changed of it.
import type { Reminder } from '@steward/core';
import { type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import { plainText } from '../../telegram/format/formatted-text.ts';
import { bold, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from '../sessions/arguments.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { describe } from './describe.ts';
import { findReminder } from './find-reminder.ts';
import { zoneOf } from './settle.ts';
import { localText } from './time-in-words.ts';

export const showTapped = async (
  services: ReminderDependencies,
  context: CommandContext,
  [number]: string[],
): Promise<void> => {
  const reminder = await findReminder(services, context, readNumber(number));
  if (reminder) await show(services, context, reminder);
};

const STATES: Record<Reminder['state'], string> = {
  draft: 'waits for your answer, and rings only then',
  active: '',
  paused: 'paused',
  done: 'done',
  ended: 'over',
};

const OUTCOMES = {
  sent: 'It rang',
  late: 'It rang late: it was due',
  missed: 'I could not reach you when it was due',
  undelivered: 'I could not deliver it, due',
};

export const show = async (
  services: ReminderDependencies,
  context: CommandContext,
  reminder: Reminder,
): Promise<void> => {
  const { number, kind, text, state, last } = reminder;
  const zone = zoneOf(context);
  const nowMs = services.clock.now();
  const snoozes = await services.reminders.snoozes(reminder.owner, number);
  const isOpenTask = kind === 'task' && state === 'active' && !reminder.schedule;
  const about = isOpenTask ? 'open' : STATES[state];
  await context.show(
    lines(
      say`${kind === 'task' ? '☑️ Task' : '⏰ Reminder'} ${bold(number)}${about === '' ? '' : ` (${about})`}`,
      ...(state === 'draft' ? [] : describe(reminder, zone, nowMs)),
      ...snoozes.map(({ dueMs }) => say`💤 Again: ${localText(dueMs, zone, nowMs)}`),
      ...(last ? [say`${OUTCOMES[last.outcome]} ${localText(last.dueMs, zone, nowMs)}.`] : []),
      '',
      text === '' ? 'It has no text yet.' : plainText(text),
    ),
    buttonsOf(reminder),
  );
};

const buttonsOf = ({ number, kind, state, schedule, dueMs, leadMs }: Reminder): ButtonRows => {
  const button = (text: string, action: string, ...args: (string | number)[]) => ({
    text,
    data: callbackData(action, number, ...args),
  });
  const isRule = schedule?.kind === 'rule';
  return [
    [
      button('🕘 Time', 'rtime'),
      button('✏️ Text', 'rtext'),
      ...(schedule ? [button('🔁 Repeat', 'rrule')] : []),
    ],
    [
      ...(state === 'active' && schedule ? [button('⏸ Pause', 'rpause')] : []),
      ...(state === 'paused' ? [button('▶️ Resume', 'rgo')] : []),
      ...(isRule && dueMs !== undefined ? [button('⏭ Skip once', 'rskip', dueMs.toString(36))] : []),
      ...(schedule && leadMs === undefined ? [button('🔔 10 min before', 'rlead', 10)] : []),
      ...(leadMs === undefined ? [] : [button('🔕 Only at its time', 'rlead', 0)]),
    ],
    [
      button('🗑 Delete', 'rdelete'),
      { text: '📋 List', data: callbackData(kind === 'task' ? 'tasks' : 'reminders', 0) },
    ],
  ].filter((row) => row.length > 0);
};
