// Failed calls of the Bot API as errors with policy: worth another try, or not. Telegram's own words stay out of them.
import { StewardError } from '@steward/core';
import { TelegramBotError } from 'node-telegram-bot-api';
import { type TelegramFault, telegramFault } from './telegram-client.ts';

/** A call whose failure is final for this try. */
export class SendFailure extends Error {
  readonly fault: TelegramFault;
  constructor(fault: TelegramFault, cause: unknown) {
    super(`Telegram: ${fault.kind}`, { cause });
    this.name = 'SendFailure';
    this.fault = fault;
  }
}

/** The queue waits that long. */
export const rateLimited = (retryAfterMs: number): StewardError =>
  new StewardError('rate-limited', 'Telegram asks for a long pause', { retryable: true, retryAfterMs });

export const interrupted = (): StewardError =>
  new StewardError('interrupted', 'There is no time left to wait for Telegram', { retryable: true });

/** Converts a failure of the sender, or of a direct call (`getMe`); anything else is returned as it is. */
export const asStewardError = (error: unknown): unknown => {
  if (error instanceof SendFailure) return problemOf(error.fault, error);
  if (error instanceof TelegramBotError) return problemOf(telegramFault(error), error);
  return error;
};

const problemOf = ({ kind, retryAfterMs }: TelegramFault, cause: unknown): StewardError => {
  if (kind === 'rate-limited') return rateLimited(retryAfterMs ?? 1_000);
  if (kind === 'blocked')
    return new StewardError('chat-unreachable', 'The chat cannot be written to', { cause });
  const retryable = kind === 'unavailable' || kind === 'unknown' || kind === 'unauthorized';
  return new StewardError(`telegram-${kind}`, 'Telegram did not take a call', { retryable, cause });
};

/** Behind a step of a growing message: a passing fault ends nothing, what comes at last waits until it is over. */
export const skipPassing = (error: unknown): void => {
  if (!(error instanceof StewardError && error.retryable)) throw error;
};
