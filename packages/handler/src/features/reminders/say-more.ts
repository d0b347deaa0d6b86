// What is said of a reminder after it was set: a reply to what tells of it, or “and 10 minutes before” right behind it.
import type { Reminder } from '@steward/core';
import { readLead } from '@steward/core/when';
import { saidIn } from '../../context/own-words.ts';
import type { Handled } from '../../context/work.ts';
import type { CommandContext } from '../feature.ts';
import { giveTime } from './change.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { mayChange } from './find-reminder.ts';
import { momentOf } from './moment.ts';
import { readTime } from './read-time.ts';

/** Undefined: it says something else than a time, and is no change. */
export const changeByReply = async (
  services: ReminderDependencies,
  context: CommandContext,
  number: number,
): Promise<Handled | undefined> => {
  const words = await saidIn(services, context);
  const rest = readLead(words)?.rest ?? words;
  const read = rest === '' ? undefined : readTime(rest, momentOf(context));
  const isTime = rest === '' || (read !== undefined && read.when.kind !== 'unclear' && read.what === '');
  const reminder = isTime ? await services.reminders.get(context.owner, number) : undefined;
  if (!reminder) return undefined;
  if (await mayChange(services, context, reminder)) await giveTime(services, context, reminder, words);
  return 'answered';
};

const RIGHT_BEFORE_MS = 600_000;

/** Undefined where nothing was set by this person in the last minutes. */
export const leadOfLatest = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const words = await saidIn(services, context);
  if (readLead(words)?.rest !== '') return undefined;
  const { atMs, from, owner } = context;
  const isRecent = ({ authorId, createdAtMs, schedule, state }: Reminder) =>
    authorId === from.id &&
    state === 'active' &&
    schedule !== undefined &&
    atMs - createdAtMs < RIGHT_BEFORE_MS;
  const latest = (await services.reminders.list(owner)).findLast(isRecent);
  if (!latest) return undefined;
  await giveTime(services, context, latest, words);
  return 'answered';
};
