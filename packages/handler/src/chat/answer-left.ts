// A question gave way to the message behind it, and that one took nothing in: a file that cannot be read, an export, a
// photo. The question gets its answer all the same.
import { messageKey, type Outcome, REPLY, workOfUpdate } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { activeSession } from './active-session.ts';
import { answer } from './answer.ts';
import type { AnswerDependencies } from './answer-request.ts';
import { mayFollow } from './joined-question.ts';
import { lastAsked, updateOf } from './last-question.ts';
import { isSameSecond } from './stop-watch.ts';

/** After what follows was handled. Undefined when no question is left without an answer. Safe to repeat. */
export const answerLeft = async (
  services: AnswerDependencies & Pick<Services, 'claims'>,
  context: UpdateContext,
): Promise<Outcome | undefined> => {
  const { owner, atMs, updateId, message } = context;
  const session = mayFollow(context) ? await activeSession(services, context) : undefined;
  const last = session && (await lastAsked(services, session));
  if (!session || !last || !isSameSecond(last.question.ts, message.date * 1_000)) return undefined;
  const own = messageKey(atMs, updateId, REPLY);
  const asked = updateOf(last.question);
  if (asked === updateId || last.answers.some(({ key }) => key !== own)) return undefined;
  if ((await services.claims.outcomeOf(owner, workOfUpdate(asked))) !== 'joined') return undefined;
  return await answer(services, context, { session, question: last.question, questionsAdded: 1 });
};
