// A reminder or a task of words that were said before, once somebody has tapped that they are one.
import { asksForReminder, MAX_REMINDER_TEXT, type Reminder } from '@steward/core';
import { withoutKindCue } from '@steward/core/routing';
import type { When } from '@steward/core/when';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { judge, judgeChosen } from './judge.ts';
import { judgeWords } from './judge-words.ts';
import { momentOf } from './moment.ts';
import { readTime } from './read-time.ts';
import { make, ownText } from './remind.ts';
import type { Settled } from './settle.ts';

export interface SaidWords {
  kind: Reminder['kind'];
  text: string;
  /** When, Unix ms: what “tomorrow” counts from. */
  saidMs: number;
  /** Where the time is known already: the words say none then. */
  when?: When;
  /** The message that it is about. */
  repliedToId?: number;
}

/** What is not said of its time is asked. Safe to repeat; `refused`: nothing was made, which is said. */
export const makeOfWords = async (
  services: ReminderDependencies,
  context: CommandContext,
  { kind, text: said, saidMs, when: given, repliedToId }: SaidWords,
): Promise<'refused' | undefined> => {
  const moment = momentOf(context);
  const words = said.trim();
  const asked = asksForReminder(words) ? words : withoutKindCue(words);
  const read = given ? undefined : readTime(asked, { ...moment, nowMs: saidMs });
  const when = given ?? read?.when;
  const isRequest = asked !== words || asksForReminder(words);
  const text = isRequest && read ? ownText(asked, read) : isRequest ? ownText(asked, undefined) : words;
  if (text.length > MAX_REMINDER_TEXT) {
    await context.reply(
      say`A reminder or task holds up to 1,000 characters, and this has ${text.length.toLocaleString('en')}. Nothing was set: make a note of it, or send a shorter text.`,
    );
    return 'refused';
  }
  const settle = async (): Promise<Settled> => {
    if (when?.kind === 'at' && when.ms <= moment.nowMs) return judgeChosen(when, moment);
    if (given) return judge('', given, moment);
    if (kind === 'task' && !read) return { undated: true };
    return await judgeWords(asked, read, moment, { mayRepeat: true });
  };
  const own = { kind, text, ...(repliedToId !== undefined && { repliedToId }) };
  return await make(services, context, own, asked, await settle());
};
