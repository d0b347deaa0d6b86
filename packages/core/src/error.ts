// The base of every error that carries policy: what it is (`code`), whether trying again can help (`retryable`) and how
// soon (`retryAfterMs`), and the one polite sentence for the person who waits (`userMessage`). Never a secret and never user text in `message`.

import type { ErrorCode } from './error-code.ts';

export interface StewardErrorOptions {
  retryable?: boolean;
  /** The next try must not come sooner. */
  retryAfterMs?: number;
  userMessage?: string;
  cause?: unknown;
}

export class StewardError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly userMessage: string | undefined;

  constructor(code: ErrorCode, message: string, options: StewardErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StewardError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.userMessage = options.userMessage;
  }
}

/** Another worker took the update over: this one must stop and send nothing. */
export const leaseLost = (): StewardError =>
  new StewardError('lease-lost', 'Another worker has taken this update over');
