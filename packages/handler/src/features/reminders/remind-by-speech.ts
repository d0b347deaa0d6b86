// “Remind me …”, spoken: what was heard may be wrong, so nothing is set without a tap.
import { asksForReminder, MAX_REMINDER_TEXT } from '@steward/core';
import type { CommandContext } from '../feature.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { askWhen } from './judge.ts';
import { judgeWords } from './judge-words.ts';
import { momentOf } from './moment.ts';
import { proposeReminder } from './propose.ts';
import { readTime } from './read-time.ts';
import { asksTheModel, make, ownText } from './remind.ts';
import { withoutFullStop } from './without-full-stop.ts';

/** Whether spoken words ask for a reminder. */
export const asksBySpeech = (context: CommandContext, words: string): boolean =>
  asksForReminder(words) && words.length <= MAX_REMINDER_TEXT && !asksTheModel(context, words);

/** A card with the time or how often; where the words do not say it whole, what a command would ask. Safe to repeat. */
export const remindBySpeech = async (
  services: ReminderDependencies,
  context: CommandContext,
  heard: string,
): Promise<void> => {
  const { message } = context;
  const words = withoutFullStop(heard);
  const saidMs = message.date * 1_000;
  if (await proposeReminder(services, context, { text: words, saidMs })) return;
  const moment = { ...momentOf(context), nowMs: saidMs };
  const read = readTime(words, moment);
  const judged = await judgeWords(words, read, moment, { mayRepeat: true });
  const own = { kind: 'reminder', text: ownText(words, read), messageId: message.message_id } as const;
  // Nothing is set without an answer: to this question, to that for the text, or to the one that comes behind the zone.
  const isAsked =
    'question' in judged ||
    own.text === '' ||
    ('needsZone' in judged && (read?.needsClock || read?.when.kind === 'day'));
  const asked = isAsked ? judged : { question: askWhen(momentOf(context)) };
  await make(services, context, own, words, asked);
};
