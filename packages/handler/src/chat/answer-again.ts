// Answers the last question anew; the new answer takes the place of the old one as soon as it is stored.
import { messageKey, type Outcome, REPLY, type Session } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { answer } from './answer.ts';
import type { AnswerDependencies } from './answer-request.ts';
import type { LastQuestion } from './last-question.ts';

export const answerAgain = async (
  services: AnswerDependencies,
  context: UpdateContext,
  session: Session,
  { question, answers }: LastQuestion,
  /** Answers this time in place of the session's model. */
  by: { modelName?: string } = {},
): Promise<Outcome> => {
  // On a redelivery the new answer may be stored already: it replaces the others, not itself.
  const own = messageKey(context.atMs, context.updateId, REPLY);
  const replaces = answers.map(({ key }) => key).filter((key) => key !== own);
  return await answer(services, context, { session, question, replaces, questionsAdded: 0, ...by });
};
