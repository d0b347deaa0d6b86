// The life of one call: the caller's signal and the time limits share one abort signal, whose reason is the error that
// the caller gets. Our own timers, not undici's: those are half a second coarse, and know headers and bytes but no tokens.
import { toOllamaError } from './connection-failure.ts';
import { OllamaError, type OllamaErrorCode } from './ollama-error.ts';

// Longer timers fire at once in Node.
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface Call {
  /** Aborted when the caller aborts or a limit passes; its reason is always an `OllamaError`. */
  signal: AbortSignal;
  /** Starts a limit, in place of the one that runs. */
  limit(code: OllamaErrorCode, ms: number): void;
  /** Stops the limit: now the caller takes its time. */
  unlimit(): void;
  /** What to throw for something that was thrown while the call ran. */
  failure(error: unknown): OllamaError;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}

/** Begins a call; throws nothing, an aborted signal shows in `signal`. */
export const beginCall = (callerSignal: AbortSignal | undefined): Call => {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => controller.abort(new OllamaError('aborted', { cause: callerSignal?.reason }));
  if (callerSignal?.aborted) onAbort();
  else callerSignal?.addEventListener('abort', onAbort, { once: true });
  const unlimit = () => clearTimeout(timer);
  return {
    signal,
    limit: (code, ms) => {
      unlimit();
      timer = setTimeout(() => controller.abort(new OllamaError(code)), Math.min(ms, MAX_TIMER_MS));
    },
    unlimit,
    // After an abort, every failure counts as the abort's.
    failure: (error) => toOllamaError(signal.aborted ? signal.reason : error),
    end: () => {
      unlimit();
      callerSignal?.removeEventListener('abort', onAbort);
    },
  };
};
