// What was said, as a question: behind what its message points at, before the caption. Never a command. What is forwarded
// was said by somebody else, and is quoted.
import type { FactChanges, Message } from '@steward/core';
import { questionOf } from '../../chat/question-of.ts';
import { ownWords } from '../../context/own-words.ts';
import type { UpdateContext, UpdateFacts } from '../../context/update-context.ts';
import { wordsOf } from '../../telegram/message-text.ts';
import { originOf } from '../../telegram/name-of.ts';
import type { VoiceDependencies } from './dependencies.ts';

export interface SpokenQuestion {
  text: string;
  /** Where in it the words are that were heard. */
  facts: FactChanges<UpdateFacts>;
}

export const spokenQuestion = async (
  services: VoiceDependencies,
  context: UpdateContext,
  words: string,
): Promise<SpokenQuestion> => {
  const { caption, caption_entities, content: _, forward_origin: origin, ...message } = context.message;
  const pointedAt = await questionOf(services, { ...context, message: { ...message, text: '' } });
  const below = await ownWords(services, context, wordsOf({ caption, caption_entities }));
  const heard = origin ? words.replace(/^/gm, '> ') : words;
  const before = joined(pointedAt, origin ? `Forwarded from ${originOf(origin)}, a recording:` : '');
  const start = before === '' ? 0 : before.length + GAP.length;
  const text = joined(before, heard, below.trim());
  return { text, facts: { heardAt: start, heardUnits: heard.length, askedUnits: text.length } };
};

const GAP = '\n\n';
const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(GAP);

/** The words that were heard, from a stored question: perhaps behind one that it took in. '' where nobody knows. */
export const heardIn = ({ content }: Pick<Message, 'content'>, facts: UpdateFacts): string => {
  const { heardAt, heardUnits, askedUnits } = facts;
  if (heardAt === undefined || heardUnits === undefined || askedUnits === undefined) return '';
  const start = content.length - askedUnits + heardAt;
  return content.slice(start, start + heardUnits).replace(/^> /gm, '');
};
