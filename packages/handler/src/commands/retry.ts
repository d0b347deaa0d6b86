// /retry answers the last question anew; the buttons below an unfinished answer do the same or go on with it.
import type { Outcome, Session } from '@steward/core';
import { activeSession } from '../chat/active-session.ts';
import { answer } from '../chat/answer.ts';
import { answerAgain } from '../chat/answer-again.ts';
import { type LastQuestion, lastQuestion, updateOf } from '../chat/last-question.ts';
import { joinParts } from '../chat/pending-paste.ts';
import { say } from '../telegram/say.ts';
import type { Command, CommandContext } from './command.ts';

const CONTINUE = 'Continue exactly where you stopped, without repeating anything.';

export const retry: Command = {
  name: 'retry',
  summary: 'Answer the last question again',
  async run(context) {
    const found = await findLast(context);
    if (!found) {
      await context.reply(say`There is no question to answer again in this session. Just write one.`);
      return undefined;
    }
    return await answerAgain(context, found.session, found.last);
  },
  taps: {
    retry: async (context, [updateId]) => {
      const found = await findLast(context);
      const own = context.claim.facts.tap === 1;
      if (!found || !(own || isLatest(found.last, Number(updateId)))) return await tooOld(context);
      await context.record({ tap: 1 });
      return await answerAgain(context, found.session, found.last);
    },
    more: async (context, [updateId]) => {
      const found = await findLast(context);
      const own = context.claim.facts.tap === 1;
      if (!found || !(own || isLatest(found.last, Number(updateId)))) return await tooOld(context);
      await context.record({ tap: 1 });
      return await goOn(context, found.session);
    },
  },
};

const findLast = async (
  context: CommandContext,
): Promise<{ session: Session; last: LastQuestion } | undefined> => {
  const session = await activeSession(context);
  const last = session && (await lastQuestion(context.services, session));
  return session && last ? { session, last } : undefined;
};

/** A button belongs to the turn of one update: only the latest turn can be repeated or continued. */
const isLatest = ({ question, answers }: LastQuestion, updateId: number): boolean =>
  updateOf(answers[0] ?? question) === updateId || updateOf(question) === updateId;

const tooOld = async (context: CommandContext): Promise<Outcome> => {
  await context.reply(
    say`The conversation has moved on since that button. /retry answers the latest question again.`,
  );
  return 'answered';
};

const goOn = async (context: CommandContext, session: Session): Promise<Outcome> => {
  const { services, owner } = context;
  const question = await joinParts({ ...context, profile: undefined }, CONTINUE);
  const now = { ...question, ts: context.atMs, telegramMessageIds: [] };
  return await answer(context, {
    session,
    question: await services.messages.put(owner, session.sessionId, now),
    questionsAdded: 1,
  });
};
