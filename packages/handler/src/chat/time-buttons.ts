// The quiet buttons below an answer: what was asked names one time ahead, and a tap makes a reminder or an event of it. Nothing is
// loaded for a question that hints at no time, nothing read of the table, nothing done before the answer is whole.
import { type Message, mayNameTime, type Session } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { Button } from '../telegram/buttons.ts';

export const timeButtons = async (
  services: Pick<Services, 'clock'>,
  context: UpdateContext,
  asked: { session: Session; question: Message },
): Promise<Button[]> => {
  if (!mayNameTime(asked.question.content)) return [];
  // The answer matters more than its buttons.
  const { buttonsOf } = await import('./time-in-question.ts').catch(() => ({ buttonsOf: undefined }));
  return buttonsOf?.(services, context, asked) ?? [];
};
