// Work that may take long shows that something happens: Telegram's "typing…" lasts five seconds, so it is sent again.
import type { Services } from './services.ts';
import type { WorkContext } from './work-context.ts';

/** Work that ends sooner shows nothing. */
const AFTER_MS = 200;
const EVERY_MS = 4_500;

export const whileTyping = async <T>(
  { clock, sender }: Pick<Services, 'clock'> & Pick<WorkContext, 'sender'>,
  work: () => Promise<T>,
): Promise<T> => {
  const ended = new AbortController();
  const typing = (async () => {
    for (let pauseMs = AFTER_MS; ; pauseMs = EVERY_MS) {
      await clock.sleep(pauseMs, ended.signal);
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
