// Editing the last question answers it anew. Any other edit is left alone.
import type { Outcome } from '@steward/core';
import type { UpdateContext } from '../updates/update-context.ts';
import { activeSession } from './active-session.ts';
import { answerAgain } from './answer-again.ts';
import { lastQuestion } from './last-question.ts';

export const answerEdited = async (context: UpdateContext): Promise<Outcome> => {
  const { services, owner, message, claim } = context;
  const text = message.text?.trim();
  if (!text || text.startsWith('/')) return 'ignored';
  const session = await activeSession(context);
  const last = session && (await lastQuestion(services, session));
  if (!session || !last?.question.telegramMessageIds.includes(message.message_id)) return 'ignored';
  // One part of a paste can't stand for the whole.
  if (last.question.telegramMessageIds.length > 1) return 'ignored';
  const changed = last.question.content !== text;
  if (!changed && claim.facts.edited !== 1) return 'ignored';
  if (changed) {
    await context.record({ edited: 1 });
    await services.messages.update(owner, session.sessionId, last.question.key, { content: text });
  }
  return await answerAgain(context, session, { ...last, question: { ...last.question, content: text } });
};
