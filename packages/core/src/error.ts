// The base of every error that carries policy: what it is (`code`), whether trying again can help (`retryable`), and
// the one polite sentence for the person who waits (`userMessage`). Never a secret and never user text in `message`.

export interface StewardErrorOptions {
  retryable?: boolean;
  userMessage?: string;
  cause?: unknown;
}

export class StewardError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly userMessage: string | undefined;

  constructor(code: string, message: string, options: StewardErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StewardError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.userMessage = options.userMessage;
  }
}

/** Another worker took the update over; this one must stop without a word. */
export const leaseLost = (): StewardError =>
  new StewardError('lease-lost', 'Another worker has taken this update over');
