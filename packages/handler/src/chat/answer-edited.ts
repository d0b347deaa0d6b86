// Editing the last question answers it anew, in a new message. Any other edit is left alone.
import type { Outcome } from '@steward/core';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';
import { activeSession } from './active-session.ts';
import type { AnswerDependencies } from './answer.ts';
import { answerAgain } from './answer-again.ts';
import { lastAsked } from './last-question.ts';
import { questionOf } from './question-of.ts';

export const answerEdited = async (
  services: AnswerDependencies,
  context: UpdateContext,
): Promise<Outcome> => {
  const { owner, message, claim, sender } = context;
  const text = message.text === undefined ? '' : (await questionOf(services, context)).trim();
  if (text === '' || text.startsWith('/')) return 'ignored';
  const session = await activeSession(services, context);
  const last = session && (await lastAsked(services, session));
  if (!session || !last?.question.telegramMessageIds.includes(message.message_id)) return 'ignored';
  if (last.question.telegramMessageIds.length > 1) {
    await sender.send(
      'r1',
      say`That question came in several messages, so I can't tell where the change belongs. Please send it again as a whole.`,
    );
    return 'answered';
  }
  // Telegram also reports edits that change nothing of the text.
  const changed = last.question.content !== text;
  if (!changed && claim.facts.edited !== 1) return 'ignored';
  if (changed) {
    await context.record({ edited: 1 });
    await services.messages.update(owner, session.sessionId, last.question.key, { content: text });
  }
  return await answerAgain(services, context, session, {
    ...last,
    question: { ...last.question, content: text },
  });
};
