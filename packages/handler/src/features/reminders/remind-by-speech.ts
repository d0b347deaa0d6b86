// “Remind me …”, spoken: what was heard may be wrong, so nothing is set without a tap.
import { asksForReminder, MAX_REMINDER_TEXT } from '@steward/core';
import { withoutCue } from '@steward/core/when';
import type { CommandContext } from '../feature.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { askWhen, judge } from './judge.ts';
import { momentOf } from './moment.ts';
import { proposeReminder } from './propose.ts';
import { readTime } from './read-time.ts';
import { make } from './remind.ts';

/** Whether spoken words ask for a reminder. “Can you remind me of the capital of France?” asks the model. */
export const asksBySpeech = (context: CommandContext, words: string): boolean =>
  asksForReminder(words) &&
  words.length <= MAX_REMINDER_TEXT &&
  (!/\?\s*$/.test(words) || readTime(words, momentOf(context)) !== undefined);

/** Recognisers write sentences; a reminder's text is none. The last full stop of “a.m.” is of the time. */
const FULL_STOP = /(?<!\.\p{L})[.!…。]+\s*$/u;

/** A card with the time, or, where the words do not name one, the question when. Safe to repeat. */
export const remindBySpeech = async (
  services: ReminderDependencies,
  context: CommandContext,
  heard: string,
): Promise<void> => {
  const { message } = context;
  const words = heard.replace(FULL_STOP, '');
  if (await proposeReminder(services, context, { text: words, saidMs: message.date * 1_000 })) return;
  const moment = momentOf(context);
  const understood = readTime(words, moment);
  if (understood?.what === '') {
    // Where the text is missing it is asked for, and the time is kept.
    const textless = { kind: 'reminder', text: '', messageId: message.message_id } as const;
    return void (await make(services, context, textless, words, judge(words, understood.when, moment)));
  }
  const own = { kind: 'reminder', text: withoutCue(words), messageId: message.message_id } as const;
  await make(services, context, own, '', { question: askWhen(moment) });
};
