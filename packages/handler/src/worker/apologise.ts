// Tells the person in one sentence that a work failed.
import { StewardError } from '@steward/core';
import { removeBehind } from '../chat/answer-slots.ts';
import type { WorkContext } from '../context/work-context.ts';
import { say } from '../telegram/say.ts';

const GENERAL = 'Sorry, something went wrong on my side and I could not finish this. Please send it again.';

/** Never throws. Returns why the person could not be told yet, where another try may tell them. */
export const apologise = async (context: WorkContext, error: unknown): Promise<StewardError | undefined> => {
  const { sender, log } = context;
  const code = error instanceof StewardError ? error.code : undefined;
  if (code === 'chat-unreachable') return undefined;
  const sentence = (error instanceof StewardError && error.userMessage) || GENERAL;
  try {
    // An answer that has its end stays, even where its further pieces could not be sent.
    const placeholder = sender.isFinal('answer') ? undefined : sender.sentAs('answer');
    if (placeholder !== undefined) {
      await sender.edit('answer', placeholder, say`⚠️ ${sentence}`);
      await removeBehind(sender, 1);
    } else await sender.send('apology', say`⚠️ ${sentence}`);
    return undefined;
  } catch (failure) {
    log.warn('The apology could not be sent', {
      action: 'apologise',
      error: (failure as Error).name,
    });
    return failure instanceof StewardError && failure.retryable ? failure : undefined;
  }
};
