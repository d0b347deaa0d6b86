// "typing…" for as long as nothing in the chat shows that something happens.
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

const TYPING_MS = 4_500;

/** `always`: no message grows. */
export const keepTyping = async (
  { clock }: Pick<Services, 'clock'>,
  context: UpdateContext,
  signal: AbortSignal,
  always: boolean,
): Promise<void> => {
  const { sender } = context;
  await sender.typing();
  for (;;) {
    await clock.sleep(TYPING_MS, signal);
    if (signal.aborted || (!always && sender.sentAs('answer') !== undefined)) return;
    await sender.typing();
  }
};
