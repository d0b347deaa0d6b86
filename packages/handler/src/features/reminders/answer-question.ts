// An answer to a question for a time, in place of a tap: “At what time on Fri 12 Mar?” – “at 5pm”.
import type { Reminder } from '@steward/core';
import { readLead } from '@steward/core/when';
import { saidIn } from '../../context/own-words.ts';
import type { Handled } from '../../context/work.ts';
import { topicOf } from '../../telegram/incoming.ts';
import type { CommandContext } from '../feature.ts';
import { giveTime } from './change.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { momentOf } from './moment.ts';
import { readOn } from './read-on-day.ts';
import { readTime } from './read-time.ts';
import { tell } from './settle.ts';

const ASKED_DAY = /^At what time on [A-Z][a-z]+ (\d{1,2} [A-Z][a-z]+(?: \d{4})?)\?/;

/** Undefined: it says something else than a time, or nothing of this person waits for one. */
export const answerQuestion = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { message, owner } = context;
  const asked = message.reply_to_message?.text ?? '';
  const words = await saidIn(services, context);
  const day = ASKED_DAY.exec(asked)?.[1];
  if (!isTime(context, words, day)) return undefined;
  const draft = (await services.reminders.list(owner)).findLast(
    (one) => waits(context, one) && isAskedIn(asked, one),
  );
  const { asksWhen } = context.profile ?? {};
  const known = draft && asksWhen?.number === draft.number ? asksWhen.day : undefined;
  return draft && (await settleDraft(services, context, draft, words, day ?? known));
};

/** Of this person; or what an earlier try of this work has settled. */
const waits = ({ claim, from }: CommandContext, { authorId, number, state }: Reminder): boolean =>
  authorId === from.id && (state === 'draft' || claim.facts.reminder === number);

const settleDraft = async (
  services: ReminderDependencies,
  context: CommandContext,
  draft: Reminder,
  words: string,
  day: string | undefined,
): Promise<Handled> => {
  const { number, schedule, state } = draft;
  if (state !== 'draft') await tell(services, context, draft, schedule ? { schedule } : { undated: true });
  else {
    await context.record({ reminder: number, ...(day !== undefined && { asksDay: day }) });
    await giveTime(services, context, draft, words, day);
  }
  return 'answered';
};

const isTime = (context: CommandContext, words: string, day: string | undefined): boolean => {
  const rest = readLead(words)?.rest ?? words;
  const moment = momentOf(context);
  const read = readOn(day, rest, moment) ?? readTime(rest, moment);
  return read !== undefined && read.when.kind !== 'unclear' && read.what === '';
};

/** The question ends with what it is about. */
const isAskedIn = (asked: string, { text }: Reminder): boolean =>
  text === '' ? !asked.includes('\n') : asked.endsWith(`\n\n${text}`);

/** Later than that nobody means the question any more. */
const RIGHT_BEHIND_MS = 3_600_000;

/** The same, typed as the next message without a reply. */
export const answerPlainly = async (
  services: ReminderDependencies,
  context: CommandContext,
): Promise<Handled | undefined> => {
  const { atMs, claim, message, owner, profile } = context;
  const { asksDay, reminder } = claim.facts;
  const { asksWhen } = profile ?? {};
  const isRight = asksWhen !== undefined && atMs - asksWhen.atMs <= RIGHT_BEHIND_MS;
  const number = reminder ?? (isRight ? asksWhen.number : undefined);
  if (number === undefined) return undefined;
  const day = reminder === undefined ? asksWhen?.day : asksDay;
  const words = await saidIn(services, context);
  if (!isTime(context, words, day)) return undefined;
  const draft = await services.reminders.get(owner, number);
  const isHere = draft && waits(context, draft) && draft.threadId === topicOf(message);
  return isHere ? await settleDraft(services, context, draft, words, day) : undefined;
};
