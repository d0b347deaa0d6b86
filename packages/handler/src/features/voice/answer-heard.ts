// Spoken words are stored, shown, and answered: by the model, by a card where they ask for a reminder, and with a card
// beside the answer where somebody else named a time.
import { type Message, mayNameTime, messageKey, type Outcome, QUESTION, type Session } from '@steward/core';
import { askModel } from '../../chat/answer-text.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { proposeReminder } from '../reminders/propose.ts';
import { asksBySpeech, remindBySpeech } from '../reminders/remind-by-speech.ts';
import type { VoiceDependencies } from './dependencies.ts';
import type { Listening } from './listening.ts';
import { heardIn } from './spoken-question.ts';

/** `text`: the whole question, whose facts are recorded. */
export const answerHeard = async (
  services: VoiceDependencies,
  context: CommandContext,
  { session, text }: { session: Session; text: string },
  listening: Listening,
): Promise<Outcome> => {
  const { claim, message } = context;
  const show = async (question: Pick<Message, 'content'>): Promise<string> => {
    const words = heardIn(question, claim.facts);
    await listening.end(say`🎙 ${words}`);
    return words;
  };
  const asked = heardIn({ content: text }, claim.facts);
  if (asked === text && !message.forward_origin && asksBySpeech(context, asked))
    return await remind(services, context, session, text, show);
  return await askModel(services, context, session, text, [], async (question) => {
    const words = await show(question);
    const saidAt = message.forward_origin?.date;
    if (saidAt !== undefined && mayNameTime(words))
      await proposeReminder(services, context, { text: words, saidMs: saidAt * 1_000 });
  });
};

/** No question of the conversation: it is stored only for as long as another try may need it. */
const remind = async (
  services: VoiceDependencies,
  context: CommandContext,
  session: Session,
  text: string,
  show: (question: Pick<Message, 'content'>) => Promise<string>,
): Promise<Outcome> => {
  const { atMs, message, owner, updateId } = context;
  const question = await services.messages.put(owner, session.sessionId, {
    key: messageKey(atMs, updateId, QUESTION),
    role: 'user',
    content: text,
    ts: message.date * 1_000,
    telegramMessageIds: [message.message_id],
  });
  await remindBySpeech(services, context, await show(question));
  await services.messages.remove(owner, session.sessionId, [question.key]);
  return 'answered';
};

/** By a try that could not tell any more that it was done: what it stored is gone, the card or the question is there. */
export const isReminderMade = ({ claim, sender }: CommandContext): boolean =>
  claim.facts.askedUnits !== undefined &&
  (claim.facts.reminder !== undefined || sender.sentAs('card') !== undefined);
