// Gives up what takes too long, also where it does not listen to the signal.
import type { Clock } from '@steward/core';
import { ConnectionFailure } from './accounts.ts';

export const createWithin =
  (clock: Clock) =>
  async <T>(
    limitMs: number,
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const [done, slow] = [new AbortController(), new AbortController()];
    void clock.sleep(limitMs, done.signal).then(() => slow.abort());
    const limit = signal ? AbortSignal.any([signal, slow.signal]) : slow.signal;
    const over = new Promise<never>((_, reject) => {
      const end = () => reject(new ConnectionFailure('away'));
      if (limit.aborted) end();
      else limit.addEventListener('abort', end, { once: true });
    });
    try {
      return await Promise.race([run(limit), over]);
    } finally {
      done.abort();
    }
  };
