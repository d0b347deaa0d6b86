// A clock that tests move: time stands still until they say so, or jumps to the next sleeper by itself.
import type { Clock } from '../clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, waking sleepers in the order in which they are due. */
  advance(ms: number): Promise<void>;
  /** How many sleep right now. */
  sleeping(): number;
}

interface Sleeper {
  dueMs: number;
  wake: () => void;
}

/** Lets what was just woken run before time moves on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * `manual`: sleepers wait for `advance`. `auto`: as soon as everything else has had its turn, time jumps to the sleeper
 * that is due first, so that a wait of an hour takes no time.
 */
export const createFakeClock = (
  startMs = 1_700_000_000_000,
  { mode = 'manual' }: { mode?: 'manual' | 'auto' } = {},
): FakeClock => {
  let nowMs = startMs;
  let pumping = false;
  const sleepers: Sleeper[] = [];

  const wakeNext = (untilMs: number): boolean => {
    const next = sleepers[0];
    if (!next || next.dueMs > untilMs) return false;
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    return true;
  };

  const pump = async (): Promise<void> => {
    if (pumping) return;
    pumping = true;
    do await settle();
    while (wakeNext(Number.POSITIVE_INFINITY));
    pumping = false;
  };

  return {
    now: () => nowMs,
    sleeping: () => sleepers.length,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { dueMs: nowMs + Math.max(0, ms), wake };
        const later = sleepers.findIndex(({ dueMs }) => dueMs > sleeper.dueMs);
        sleepers.splice(later === -1 ? sleepers.length : later, 0, sleeper);
        signal?.addEventListener('abort', wake, { once: true });
        if (mode === 'auto') void pump();
      }),
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      while (wakeNext(untilMs)) await settle();
      nowMs = Math.max(nowMs, untilMs);
      await settle();
    },
  };
};
