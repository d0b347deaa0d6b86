// Spoken words are stored, shown, and answered: by the model, by a card where they ask for a thing to be kept, and with a
// card beside the answer where somebody else said them, or a rule knows what they are.
import { type Message, mayNameTime, messageKey, type Outcome, QUESTION, type Session } from '@steward/core';
import { askModel } from '../../chat/answer-text.ts';
import { say } from '../../telegram/say.ts';
import { sendersOf } from '../../telegram/senders-of.ts';
import { eventBySpeech, eventHeard } from '../events/event-by-speech.ts';
import type { CommandContext } from '../feature.ts';
import { noteBySpeech, noteHeard } from '../notes/note-by-words.ts';
import { asksBySpeech, remindBySpeech } from '../reminders/remind-by-speech.ts';
import { asksForKind, kindBySpeech } from '../routing/kind-by-speech.ts';
import { propose } from '../routing/propose.ts';
import type { VoiceDependencies } from './dependencies.ts';
import type { Listening } from './listening.ts';
import { heardIn } from './spoken-question.ts';

type Show = (question: Pick<Message, 'content'>) => Promise<string>;

/** `text`: the whole question, whose facts are recorded. */
export const answerHeard = async (
  services: VoiceDependencies,
  context: CommandContext,
  { session, text }: { session: Session; text: string },
  listening: Listening,
): Promise<Outcome> => {
  const { claim, message } = context;
  const show: Show = async (question) => {
    const words = heardIn(question, claim.facts);
    await listening.end(say`🎙 ${words}`);
    return words;
  };
  const asked = heardIn({ content: text }, claim.facts);
  const isOwn = asked === text && !message.forward_origin;
  const card = isOwn ? cardOf(context, asked) : undefined;
  if (card) return await answerByCard(services, context, { session, text, card, show });
  return await askModel(services, context, session, text, [], async (question) => {
    const words = await show(question);
    const { date, forward_origin: forwarded } = message;
    const hasRules = Boolean(context.profile?.rules?.length);
    const saidAt = forwarded ? forwarded.date : date;
    if (saidAt === undefined || !(hasRules || (forwarded && mayNameTime(words)))) return;
    const said = { text: words, saidMs: saidAt * 1_000, senders: sendersOf(message) };
    await propose(services, context, { ...said, source: forwarded ? 'forward' : 'voice' });
  });
};

type Card = (services: VoiceDependencies, context: CommandContext, heard: string) => Promise<void>;

const cardOf = (context: CommandContext, words: string): Card | undefined => {
  if (asksBySpeech(context, words)) return remindBySpeech;
  if (noteHeard(words) !== undefined) return noteBySpeech;
  if (eventHeard(context, words)) return eventBySpeech;
  return asksForKind(context, words) ? kindBySpeech : undefined;
};

/** No question of the conversation: it is stored only for as long as another try may need it. */
const answerByCard = async (
  services: VoiceDependencies,
  context: CommandContext,
  { session, text, card, show }: { session: Session; text: string; card: Card; show: Show },
): Promise<Outcome> => {
  const { atMs, message, owner, updateId } = context;
  const question = await services.messages.put(owner, session.sessionId, {
    key: messageKey(atMs, updateId, QUESTION),
    role: 'user',
    content: text,
    ts: message.date * 1_000,
    telegramMessageIds: [message.message_id],
  });
  await card(services, context, await show(question));
  await services.messages.remove(owner, session.sessionId, [question.key]);
  return 'answered';
};

/** By a try that could not tell any more that it was done: what it stored is gone, the card or the question is there. */
export const isCardMade = ({ claim, sender }: CommandContext): boolean =>
  claim.facts.askedUnits !== undefined &&
  (claim.facts.reminder !== undefined ||
    claim.facts.noteMs !== undefined ||
    sender.sentAs('card') !== undefined);
