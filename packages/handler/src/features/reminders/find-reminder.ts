// The reminder that a number means, and whether who asks may change it: in a group its author or an admin.
import type { Reminder } from '@steward/core';
import { isAdmin } from '../../context/admin.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { readNumber } from '../sessions/arguments.ts';
import type { ReminderDependencies } from './dependencies.ts';

/** Otherwise the person is told and nothing is returned. `usage`: an example of the command. */
export const findReminder = async (
  { reminders }: Pick<ReminderDependencies, 'reminders'>,
  context: CommandContext,
  number: number | undefined,
  usage = '/reminders 2',
): Promise<Reminder | undefined> => {
  if (number === undefined) {
    await context.reply(
      say`Tell me which one by its number, for example ${code(usage)}. /reminders and /tasks show the numbers.`,
    );
    return undefined;
  }
  const found = await reminders.get(context.owner, number);
  if (!found)
    await context.reply(
      say`There is no reminder or task ${number}, so nothing of it rings. /reminders and /tasks show the numbers.`,
    );
  return found;
};

/** Like `findReminder`, for what changes it. */
export const findToChange = async (
  services: Pick<ReminderDependencies, 'reminders' | 'telegram'>,
  context: CommandContext,
  number: number | undefined,
  usage?: string,
): Promise<Reminder | undefined> => {
  const found = await findReminder(services, context, number, usage);
  return found && (await mayChange(services, context, found)) ? found : undefined;
};

/** A tap below a reminder, `<action>:<number>:…`, for who may change it. */
export const tapTo =
  (
    run: (
      services: ReminderDependencies,
      context: CommandContext,
      reminder: Reminder,
      args: string[],
    ) => Promise<void>,
  ) =>
  async (
    services: ReminderDependencies,
    context: CommandContext,
    [number, ...args]: string[],
  ): Promise<void> => {
    const reminder = await findToChange(services, context, readNumber(number));
    if (reminder) await run(services, context, reminder, args);
  };

/** Otherwise the person is told. */
export const mayChange = async (
  services: Pick<ReminderDependencies, 'telegram'>,
  context: CommandContext,
  { authorId }: Reminder,
): Promise<boolean> => {
  if (!context.isGroup || authorId === context.from.id || (await isAdmin(services, context))) return true;
  await context.reply(say`In a group only who made a reminder or an admin can change it.`);
  return false;
};
