// Answers a stored question, within what its chat and its person may use.
import type { Outcome } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import type { FormattedText } from '../telegram/format/formatted-text.ts';
import { answerNow } from './answer-now.ts';
import type { AnswerDependencies, AnswerRequest } from './answer-request.ts';
import { countQuestion, isUnseen } from './kept-answer.ts';
import { askAllowance } from './turn-allowance.ts';
import { retryButton } from './turn-buttons.ts';
import { withinLimits } from './turn-limit.ts';

export const answer = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
): Promise<Outcome> => {
  const allowed = request.allowed ?? askAllowance(services, context, request);
  const now = () => answerNow(services, context, request);
  const instead = async (sentence: FormattedText): Promise<Outcome> => {
    // What an earlier try has begun is finished.
    if (!(await isUnseen(services, context, request))) return await now();
    const retry = retryButton(request.session, request.question, context.updateId);
    await context.sender.send('answer', sentence, [[retry]]);
    await countQuestion(services, context, request);
    return 'refused';
  };
  const withinHour = () => withinLimits(services, context, now, instead);
  return allowed ? await (await allowed)(withinHour, instead) : await withinHour();
};
