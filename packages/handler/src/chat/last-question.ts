// The last question of a session and the answers behind it: what /retry, Continue and an edit work on.
import type { Message, Session } from '@steward/core';
import type { Services } from '../services.ts';

export interface LastQuestion {
  question: Message;
  /** Keys of the messages after it, newest first. */
  answers: Message[];
}

/** An answer has few messages behind its question; a session that holds none within these has no question to retry. */
const LOOK_BACK = 20;

export const lastQuestion = async (
  { messages }: Services,
  { owner, sessionId }: Session,
): Promise<LastQuestion | undefined> => {
  const answers: Message[] = [];
  for await (const message of messages.newestFirst(owner, sessionId, { pageSize: LOOK_BACK })) {
    if (message.role === 'user') return { question: message, answers };
    answers.push(message);
    if (answers.length >= LOOK_BACK) return undefined;
  }
  return undefined;
};

/** The update id within a message's key. */
export const updateOf = (message: Message): number => Number(message.key.split('#')[1]);
