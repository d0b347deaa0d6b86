// Work that may take long shows that something happens: Telegram's "typing…" lasts five seconds, so it is sent again.
import type { Services } from './services.ts';
import type { WorkContext } from './work-context.ts';

const EVERY_MS = 4_500;

/** The webhook has sent the first one. */
export const whileTyping = async <T>(
  { clock, sender }: Pick<Services, 'clock'> & Pick<WorkContext, 'sender'>,
  work: () => Promise<T>,
): Promise<T> => {
  const ended = new AbortController();
  const typing = (async () => {
    for (;;) {
      await clock.sleep(EVERY_MS, ended.signal);
      if (ended.signal.aborted) return;
      await sender.typing();
    }
  })();
  try {
    return await work();
  } finally {
    ended.abort();
    await typing;
  }
};
