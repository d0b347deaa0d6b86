// Work that may take long shows that something happens: Telegram's "typing…" lasts five seconds, so it is sent again.
import type { Services } from './services.ts';
import type { WorkContext } from './work-context.ts';

/** Work that ends sooner shows nothing. */
const AFTER_MS = 200;
const EVERY_MS = 4_500;

type Dependencies = Pick<Services, 'clock'> & Pick<WorkContext, 'sender'>;

export const whileTyping = async <T>(dependencies: Dependencies, work: () => Promise<T>): Promise<T> => {
  const ended = new AbortController();
  const typing = keepTyping(dependencies, ended.signal, { afterMs: AFTER_MS });
  try {
    return await work();
  } finally {
    ended.abort();
    await typing;
  }
};

/** Until `signal` aborts, or `isShown`: something else in the chat shows it. */
export const keepTyping = async (
  { clock, sender }: Dependencies,
  signal: AbortSignal,
  { afterMs = 0, isShown = () => false }: { afterMs?: number; isShown?: () => boolean },
): Promise<void> => {
  for (let pauseMs = afterMs; ; pauseMs = EVERY_MS) {
    if (pauseMs > 0) await clock.sleep(pauseMs, signal);
    if (signal.aborted || isShown()) return;
    await sender.typing();
  }
};
