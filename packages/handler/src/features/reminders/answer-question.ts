// A reply to a question for a time, in place of a tap: “At what time on Fri 12 Mar?” – “at 5pm”.
import type { Reminder } from '@steward/core';
import { readLead } from '@steward/core/when';
import { saidIn } from '../../context/own-words.ts';
import type { Handled } from '../../context/work.ts';
import type { CommandContext } from '../feature.ts';
import { giveTime } from './change.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { momentOf } from './moment.ts';
import { readOn } from './read-on-day.ts';
import { readTime } from './read-time.ts';

const ASKED_DAY = /^At what time on [A-Z][a-z]+ (\d{1,2} [A-Z][a-z]+(?: \d{4})?)\?/;

/** Undefined: it says something else than a time, or nothing of this person waits for one. */
export const answerQuestion = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { from, message, owner } = context;
  const asked = message.reply_to_message?.text ?? '';
  const words = await saidIn(services, context);
  const rest = readLead(words)?.rest ?? words;
  const day = ASKED_DAY.exec(asked)?.[1];
  const moment = momentOf(context);
  const read = readOn(day, rest, moment) ?? readTime(rest, moment);
  if (!read || read.when.kind === 'unclear' || read.what !== '') return undefined;
  const draft = (await services.reminders.list(owner)).findLast(
    (one) => one.state === 'draft' && one.authorId === from.id && isAskedIn(asked, one),
  );
  if (!draft) return undefined;
  await giveTime(services, context, draft, words, day);
  return 'answered';
};

/** The question ends with what it is about. */
const isAskedIn = (asked: string, { text }: Reminder): boolean =>
  text === '' ? !asked.includes('\n') : asked.endsWith(`\n\n${text}`);
