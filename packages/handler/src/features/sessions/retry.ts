// /retry answers the last question anew; the buttons below an unfinished answer do the same or go on with it.
import { CONTINUE, type Message, messageKey, type Outcome, QUESTION, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { answer } from '../../chat/answer.ts';
import { answerAgain } from '../../chat/answer-again.ts';
import type { AnswerDependencies } from '../../chat/answer-request.ts';
import { lastAsked, lastQuestion } from '../../chat/last-question.ts';
import { pickModel } from '../../chat/model-list.ts';
import { mayContinue, mayRetry } from '../../chat/turn-buttons.ts';
import { code, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { findLive, readNumber } from './arguments.ts';

export const retry = async (services: AnswerDependencies, context: CommandContext): Promise<Done> => {
  const session = await activeSession(services, context);
  const last = session && (await lastAsked(services, session));
  if (session && last) return await answerAgain(services, context, session, last);
  await context.reply(say`There is no question to answer again. Just write one.`);
};

export const retryTapped = async (
  services: AnswerDependencies,
  context: CommandContext,
  [number, question, shownBy]: string[],
): Promise<Done> => {
  const session = await findLive(services, context, readNumber(number), '/switch 2');
  if (!session) return;
  const tapped = { question: Number(question), shownBy: Number(shownBy), own: context.updateId };
  const last = await lastQuestion(services, session);
  if (!last || !mayRetry(last, tapped)) return await tooOld(context);
  return await answerAgain(services, context, session, last);
};

/** Another model answers the question about a picture, this one alone. */
export const seeTapped = async (
  services: AnswerDependencies,
  context: CommandContext,
  [number, question, shownBy, wanted = '']: string[],
): Promise<Done> => {
  const session = await findLive(services, context, readNumber(number), '/switch 2');
  if (!session) return;
  const tapped = { question: Number(question), shownBy: Number(shownBy), own: context.updateId };
  const last = await lastQuestion(services, session);
  if (!last || !mayRetry(last, tapped)) return await tooOld(context);
  const { catalogue } = services;
  const entry = pickModel(catalogue, await catalogue.entries(), wanted);
  if (!entry || entry.installed === false) {
    await context.reply(
      say`That model is not on the server any more. /retry shows which can see pictures now.`,
    );
    return;
  }
  const { name: modelName } = entry;
  await context.show(
    say`👁 ${code(modelName)} answers this question, below. The chat stays with ${code(session.modelName)}.`,
  );
  return await answerAgain(services, context, session, last, { modelName });
};

export const moreTapped = async (
  services: AnswerDependencies,
  context: CommandContext,
  [number, shownBy]: string[],
): Promise<Done> => {
  const session = await findLive(services, context, readNumber(number), '/switch 2');
  if (!session) return;
  const tapped = { shownBy: Number(shownBy), own: context.updateId };
  const last = await lastQuestion(services, session);
  if (!last || !mayContinue(last, tapped)) return await tooOld(context);
  return await goOn(services, context, session);
};

const tooOld = async (context: CommandContext): Promise<Outcome> => {
  await context.reply(
    say`The conversation has moved on since that button. /retry answers the latest question again.`,
  );
  return 'answered';
};

const goOn = async (
  services: AnswerDependencies,
  context: CommandContext,
  session: Session,
): Promise<Outcome> => {
  const { owner, atMs, updateId } = context;
  const question: Message = {
    key: messageKey(atMs, updateId, QUESTION),
    role: 'user',
    content: CONTINUE,
    ts: atMs,
    telegramMessageIds: [],
  };
  return await answer(services, context, {
    session,
    question: await services.messages.put(owner, session.sessionId, question),
    questionsAdded: 1,
  });
};
