// What is shown instead of an answer that was stopped before it began, or that gives way to the next one.
import type { Outcome } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { plainText } from '../telegram/format/formatted-text.ts';
import type { AnswerDependencies, AnswerRequest } from './answer-request.ts';
import type { AnswerView } from './answer-view.ts';
import { JOINED_TEXT } from './joined-question.ts';
import { countQuestion, isUnseen } from './kept-answer.ts';
import type { Stop } from './stop-watch.ts';
import { retryButton } from './turn-buttons.ts';

/** In the place of an answer whose question was changed. */
export const CHANGED = '✏️ You changed the question. The answer to it follows.';

/** Undefined: something of the answer was seen already, and it is finished. */
export const stoppedBefore = async (
  services: AnswerDependencies,
  context: UpdateContext,
  request: AnswerRequest,
  { stop, view }: { stop: Stop; view: AnswerView },
): Promise<Outcome | undefined> => {
  if (!(await isUnseen(services, context, request))) return undefined;
  if (stop === 'joined') return 'joined';
  const retry = retryButton(request.session, request.question, context.updateId);
  if (stop === 'edited') await view.finish([plainText(CHANGED)]);
  else await view.finish([plainText('⏹ Stopped before I began.')], [[retry]]);
  await countQuestion(services, context, request);
  return 'stopped';
};

/** What was shown of the answer gives way to the one that follows. */
export const giveWay = async (view: AnswerView): Promise<Outcome> => {
  await view.close();
  if (view.shownAs().length > 0) await view.finish([plainText(JOINED_TEXT)]);
  return 'joined';
};
