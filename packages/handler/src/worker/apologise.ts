// The one plain sentence for an update that failed. Best effort: its own failure is only logged.
import { StewardError } from '@steward/core';
import { say } from '../telegram/say.ts';
import type { UpdateContext } from '../updates/update-context.ts';

const GENERAL = 'Sorry, something went wrong on my side and I could not finish this. Please send it again.';

export const apologise = async (context: UpdateContext, error: unknown): Promise<void> => {
  const { sender, services } = context;
  const code = error instanceof StewardError ? error.code : undefined;
  if (code === 'chat-unreachable') return;
  const sentence = (error instanceof StewardError && error.userMessage) || GENERAL;
  try {
    // An answer that has its end stays, even where its further pieces could not be sent.
    const placeholder = sender.isFinal('answer') ? undefined : sender.sentAs('answer');
    if (placeholder !== undefined) await sender.edit('answer', placeholder, say`⚠️ ${sentence}`);
    else await sender.send('apology', say`⚠️ ${sentence}`);
  } catch (failure) {
    services.log.warn('The apology could not be sent', {
      action: 'apologise',
      error: (failure as Error).name,
    });
  }
};
