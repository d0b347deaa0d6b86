// Work that may take long shows that something happens: Telegram's "typing…" lasts five seconds, so it is sent again.
import type { UpdateContext } from './update-context.ts';

const EVERY_MS = 4_500;

/** The webhook has sent the first one. */
export const whileTyping = async <T>(
  { services, sender }: Pick<UpdateContext, 'services' | 'sender'>,
  work: () => Promise<T>,
): Promise<T> => {
  const ended = new AbortController();
  const typing = (async () => {
    for (;;) {
      await services.clock.sleep(EVERY_MS, ended.signal);
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
