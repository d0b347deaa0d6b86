// The last question of a session and the answers behind it: what /retry, Continue and an edit work on.
import { CONTINUE, type Message, type Session } from '@steward/core';
import type { Services } from '../context/services.ts';

export interface LastQuestion {
  question: Message;
  /** The messages after it, newest first. */
  answers: Message[];
}

/** An answer has few messages behind its question; a session that holds none within these has no question to retry. */
const LOOK_BACK = 20;

export const isContinue = ({ role, content, telegramMessageIds }: Message): boolean =>
  role === 'user' && content === CONTINUE && telegramMessageIds.length === 0;

/** The answer that a question of the Continue button goes on from. */
export const answerBefore = async (
  { messages }: Pick<Services, 'messages'>,
  { owner, sessionId }: Session,
  question: Message,
): Promise<Message | undefined> => {
  for await (const message of messages.newestFirst(owner, sessionId, { pageSize: LOOK_BACK }))
    if (message.key < question.key) return message.role === 'assistant' ? message : undefined;
  return undefined;
};

/** The last message to the model, also one by the Continue button. */
export const lastQuestion = (
  services: Pick<Services, 'messages'>,
  session: Session,
): Promise<LastQuestion | undefined> => newest(services, session, () => true);

/** What a person asked last: its answers are all that follows, with what Continue added. */
export const lastAsked = (
  services: Pick<Services, 'messages'>,
  session: Session,
  /** Keys of messages that are no questions of their own: parts of a paste. */
  parts: readonly string[] = [],
): Promise<LastQuestion | undefined> =>
  newest(services, session, (message) => !isContinue(message) && !parts.includes(message.key));

const newest = async (
  { messages }: Pick<Services, 'messages'>,
  { owner, sessionId }: Session,
  counts: (question: Message) => boolean,
): Promise<LastQuestion | undefined> => {
  const answers: Message[] = [];
  for await (const message of messages.newestFirst(owner, sessionId, { pageSize: LOOK_BACK })) {
    if (message.role === 'user' && counts(message)) return { question: message, answers };
    answers.push(message);
    if (answers.length >= LOOK_BACK) return undefined;
  }
  return undefined;
};

/** The update id within a message's key. */
export const updateOf = (message: Message): number => Number(message.key.split('#')[1]);
