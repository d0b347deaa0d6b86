// Tries again what failed in passing, before anything was answered.
import { setTimeout as wait } from 'node:timers/promises';
import { OllamaError } from './ollama-error.ts';

const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 300;

export interface RetryPolicy {
  /** A number from 0 up to 1, as `Math.random` gives. */
  random: () => number;
  /** Waits; may end early, with or without an error, when the signal is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const defaultSleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal });
};

/**
 * Runs `attempt` up to three times, as long as it throws an `OllamaError` that is `retryable`. The pauses are 150–450
 * and 450–1350 ms: clients that failed together must not retry together.
 */
export const withRetries = async <T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<T> => {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof OllamaError) || !error.retryable || retries === MAX_RETRIES) throw error;
      await policy.sleep(FIRST_PAUSE_MS * 3 ** retries * (0.5 + policy.random()), signal);
      signal.throwIfAborted();
    }
  }
};
