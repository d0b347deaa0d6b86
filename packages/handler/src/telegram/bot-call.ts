// What polling needs of a Bot API client and of a log, and what its errors mean.
import { StewardError } from '@steward/core';

/** Any update: only its id is read here. */
export interface Update {
  update_id: number;
  [field: string]: unknown;
}

/**
 * Calls a Bot API method and resolves with its `result`. Rejects with a `BotCallError`, or with whatever the network
 * throws; with the abort when the signal ends it.
 */
export type BotCall = <T>(
  method: string,
  params: Record<string, unknown>,
  options: { timeoutMs: number; signal?: AbortSignal },
) => Promise<T>;

/** The fields of Telegram's answer `{ok: false}`; all absent on a network error. */
export interface BotCallError {
  errorCode?: number;
  /** Seconds. */
  retryAfter?: number;
  description?: string;
}

export interface PollingLog {
  debug(message: string, fields?: PollingLogFields): void;
  info(message: string, fields?: PollingLogFields): void;
  warn(message: string, fields?: PollingLogFields): void;
  error(message: string, error: unknown, fields?: PollingLogFields): void;
}

export interface PollingLogFields {
  [field: string]: string | number | boolean | undefined;
}

/** Like `webhookSet`, a fault that waiting does not mend. */
export const wrongToken = (cause: unknown): StewardError =>
  new StewardError('wrong-token', 'Telegram does not know this bot token', { cause });

const webhookSet = (cause: unknown): StewardError =>
  new StewardError('webhook-set', 'The webhook of this bot is set, so it cannot be polled', { cause });

/** What a failed getUpdates calls for. */
export type Failure =
  | { kind: 'fatal'; error: StewardError }
  | { kind: 'other-poller' }
  | { kind: 'rate-limited'; retryAfterMs: number }
  | { kind: 'outage' };

export const classifyFailure = (error: unknown): Failure => {
  const { errorCode, retryAfter, description = '' } = fieldsOf(error);
  // A token of a wrong shape is answered 404.
  if (errorCode === 401 || errorCode === 404) return { kind: 'fatal', error: wrongToken(error) };
  if (errorCode === 409) {
    // "can't use getUpdates method while webhook is active", "terminated by setWebhook request"
    return /webhook/i.test(description)
      ? { kind: 'fatal', error: webhookSet(error) }
      : { kind: 'other-poller' };
  }
  if (errorCode === 429 && retryAfter !== undefined) {
    return { kind: 'rate-limited', retryAfterMs: retryAfter * 1000 };
  }
  return { kind: 'outage' };
};

/** A short name for logs: Telegram's error number, the system's code or the error's name; never a message, it may quote. */
export const nameOfError = (error: unknown): string => {
  const { errorCode } = fieldsOf(error);
  if (errorCode !== undefined) return String(errorCode);
  for (const one of [error, (error as { cause?: unknown } | undefined)?.cause]) {
    const code = (one as { code?: unknown } | undefined)?.code;
    if (typeof code === 'string') return code;
  }
  return error instanceof Error ? error.name : typeof error;
};

const fieldsOf = (error: unknown): BotCallError => {
  if (typeof error !== 'object' || error === null) return {};
  const { errorCode, retryAfter, description } = error as Record<string, unknown>;
  return {
    ...(typeof errorCode === 'number' && { errorCode }),
    ...(typeof retryAfter === 'number' && { retryAfter }),
    ...(typeof description === 'string' && { description }),
  };
};
