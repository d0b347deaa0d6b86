// Where polling stands. After a week without updates Telegram restarts their ids at a random number: an offset of
// before would then hide the new ones, so a stale one is not sent.
import type { Update } from '@steward/handler';

export interface PollingPosition {
  /** The last update taken and when (Unix ms); undefined before the first. */
  read(): Promise<{ updateId: number; atMs: number } | undefined>;
  write(updateId: number): Promise<void>;
}

export interface PollingOffset {
  load(): Promise<void>;
  /** The offset to send, undefined for none; `idsRestarted` when a week has passed in this process. */
  next(): { offset?: number; idsRestarted: boolean };
  /** Moves behind these updates; rejects when the position was not written, and has not moved then. */
  move(updates: readonly Update[]): Promise<void>;
}

/** A day less than Telegram's week. Nothing is repeated without an offset: updates live for a day only. */
export const staleAfterMs = 6 * 24 * 60 * 60 * 1000;

export const createPollingOffset = (deps: {
  position: PollingPosition;
  now: () => number;
}): PollingOffset => {
  const { position, now } = deps;
  let last: { updateId: number; atMs: number } | undefined;
  // A position of "later" was written before the clock was set back: nobody knows how long ago.
  const isStale = () => last !== undefined && (now() - last.atMs > staleAfterMs || last.atMs > now());
  return {
    async load() {
      last = await position.read();
      if (isStale()) last = undefined;
    },
    next() {
      const idsRestarted = isStale();
      if (idsRestarted) last = undefined;
      return { ...(last && { offset: last.updateId + 1 }), idsRestarted };
    },
    async move(updates) {
      // A server that repeats what was confirmed must not lead backwards.
      const newest = Math.max(...updates.map((update) => update.update_id));
      if (updates.length === 0 || newest <= (last?.updateId ?? -1)) return;
      await position.write(newest);
      last = { updateId: newest, atMs: now() };
    },
  };
};
