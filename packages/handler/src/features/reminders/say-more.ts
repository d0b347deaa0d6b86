// What is said of a reminder after it was set: a reply to what tells of it, or “and 10 minutes before” right behind it.
import type { Reminder } from '@steward/core';
import { readLead } from '@steward/core/when';
import { ownWords } from '../../context/own-words.ts';
import type { Handled } from '../../context/work.ts';
import type { CommandContext } from '../feature.ts';
import { newTime } from './change.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { momentOf } from './moment.ts';
import { readTime } from './read-time.ts';

/** Undefined: it says something else than a time, and is no change. */
export const changeByReply = async (
  services: ReminderDependencies,
  context: CommandContext,
  number: number,
): Promise<Handled | undefined> => {
  const words = (await ownWords(services, context, context.message.text ?? '')).trim();
  const rest = readLead(words)?.rest ?? words;
  const read = rest === '' ? undefined : readTime(rest, momentOf(context));
  const isTime = rest === '' || (read !== undefined && read.when.kind !== 'unclear' && read.what === '');
  if (!isTime || !(await services.reminders.get(context.owner, number))) return undefined;
  await newTime(services, context, number);
  return 'answered';
};

const RIGHT_BEFORE_MS = 600_000;

/** Undefined where nothing was set by this person in the last minutes. */
export const leadOfLatest = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const words = (await ownWords(services, context, context.message.text ?? '')).trim();
  if (readLead(words)?.rest !== '') return undefined;
  const { atMs, from, owner } = context;
  const isRecent = ({ authorId, createdAtMs, schedule, state }: Reminder) =>
    authorId === from.id &&
    state === 'active' &&
    schedule !== undefined &&
    atMs - createdAtMs < RIGHT_BEFORE_MS;
  const latest = (await services.reminders.list(owner)).findLast(isRecent);
  if (!latest) return undefined;
  await newTime(services, context, latest.number);
  return 'answered';
};
