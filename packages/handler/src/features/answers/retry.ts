// /retry answers the last question anew; the buttons below an unfinished answer do the same or go on with it.
import { type Message, messageKey, type Outcome, QUESTION, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { answer } from '../../chat/answer.ts';
import { answerAgain } from '../../chat/answer-again.ts';
import { CONTINUE, lastAsked, lastQuestion } from '../../chat/last-question.ts';
import { mayContinue, mayRetry } from '../../chat/turn-buttons.ts';
import { say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../command.ts';
import { findLive, readNumber } from '../sessions/arguments.ts';

export const retry: Command = {
  name: 'retry',
  summary: 'Answer the last question again',
  async run(context) {
    const session = await activeSession(context);
    const last = session && (await lastAsked(context.services, session));
    if (session && last) return await answerAgain(context, session, last);
    await context.reply(say`There is no question to answer again. Just write one.`);
    return undefined;
  },
  taps: {
    retry: async (context, [number, question, shownBy]) => {
      const session = await findLive(context, readNumber(number), '/switch 2');
      if (!session) return undefined;
      const tapped = { question: Number(question), shownBy: Number(shownBy), own: context.updateId };
      const last = await lastQuestion(context.services, session);
      if (!last || !mayRetry(last, tapped)) return await tooOld(context);
      return await answerAgain(context, session, last);
    },
    more: async (context, [number, shownBy]) => {
      const session = await findLive(context, readNumber(number), '/switch 2');
      if (!session) return undefined;
      const tapped = { shownBy: Number(shownBy), own: context.updateId };
      const last = await lastQuestion(context.services, session);
      if (!last || !mayContinue(last, tapped)) return await tooOld(context);
      return await goOn(context, session);
    },
  },
};

const tooOld = async (context: CommandContext): Promise<Outcome> => {
  await context.reply(
    say`The conversation has moved on since that button. /retry answers the latest question again.`,
  );
  return 'answered';
};

const goOn = async (context: CommandContext, session: Session): Promise<Outcome> => {
  const { services, owner, atMs, updateId } = context;
  const question: Message = {
    key: messageKey(atMs, updateId, QUESTION),
    role: 'user',
    content: CONTINUE,
    ts: atMs,
    telegramMessageIds: [],
  };
  return await answer(context, {
    session,
    question: await services.messages.put(owner, session.sessionId, question),
    questionsAdded: 1,
  });
};
