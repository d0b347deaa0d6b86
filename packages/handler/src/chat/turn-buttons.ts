// The buttons below an answer that is not whole. They name the conversation, the question and the try that showed them,
// so that a tap means the same after another session became active, and nothing after the question was answered.
import type { Message, Session } from '@steward/core';
import { type Button, callbackData } from '../telegram/buttons.ts';
import { type LastQuestion, updateOf } from './last-question.ts';

/** `updateId`: the update whose answer shows the button. */
export const retryButton = (session: Session, question: Message, updateId: number): Button => ({
  text: '🔁 Try again',
  data: callbackData('retry', session.number, updateOf(question), updateId),
});

export const continueButton = (session: Session, updateId: number): Button => ({
  text: '▶️ Continue',
  data: callbackData('more', session.number, updateId),
});

/** Whether a tap still repeats the latest question; `own`: the tap's update, which may have stored its answer already. */
export const mayRetry = (
  { question, answers: [newest] }: LastQuestion,
  tapped: { question: number; shownBy: number; own: number },
): boolean => {
  if (updateOf(question) !== tapped.question) return false;
  if (newest === undefined) return true;
  return updateOf(newest) === tapped.own || updateOf(newest) <= tapped.shownBy;
};

/** Whether the latest answer is still the one that the button stands below. */
export const mayContinue = (
  { question, answers: [newest] }: LastQuestion,
  tapped: { shownBy: number; own: number },
): boolean =>
  updateOf(question) === tapped.own || (newest !== undefined && updateOf(newest) === tapped.shownBy);
