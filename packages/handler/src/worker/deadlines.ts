// The two deadlines of an update, both before the function's own: the work ends early enough that what it came to can
// still be told, and the last call to Telegram early enough that its fate is seen.
import { DEADLINE } from '@steward/core';
import type { LambdaContext } from './lambda-types.ts';

/** The work ends this long before the function does. */
export const RESERVE_MS = 45_000;
/** A call may take as long as the client waits for Telegram (15 s). */
const LAST_CALL_MS = 16_000;

export interface Deadlines {
  work: AbortSignal;
  send: AbortSignal;
  clear(): void;
}

export const setDeadlines = (lambda: LambdaContext): Deadlines => {
  const remainingMs = lambda.getRemainingTimeInMillis();
  const abortIn = (ms: number) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(DEADLINE), Math.max(0, ms));
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  };
  // In this order: if both have passed already, nothing may be sent when the work ends.
  const send = abortIn(remainingMs - LAST_CALL_MS);
  const work = abortIn(remainingMs - RESERVE_MS);
  return {
    work: work.signal,
    send: send.signal,
    clear() {
      work.clear();
      send.clear();
    },
  };
};
