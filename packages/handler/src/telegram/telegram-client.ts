// The Bot API client: node-telegram-bot-api's `Api` with its retries off, since it repeats sends after timeouts.
import { systemClock } from '@steward/core';
import {
  Api,
  NetworkError,
  TelegramApiError,
  TimeoutError,
  type TransportOptions,
} from 'node-telegram-bot-api';
import { type BotToken, createBotToken } from './bot-token.ts';

export interface TelegramClientOptions {
  /** Fixed, or one that is read again when Telegram refuses it. */
  token: string | BotToken;
  /** Bot API server, default https://api.telegram.org. */
  apiUrl?: string;
  timeoutMs?: number;
  fetch?: typeof fetch;
}

const DEFAULT_TIMEOUT_MS = 15_000;

export class TelegramClient extends Api {
  readonly #token: BotToken;
  readonly #options: TransportOptions;
  #api: { token: string; caller: Caller };

  constructor(token: BotToken, options: TransportOptions) {
    super(token.current(), options);
    this.#token = token;
    this.#options = options;
    this.#api = this.#withToken(token.current());
  }

  /** Every method of the Bot API ends here. A refused token means that nothing was done: once more with another one. */
  override async request<T>(
    method: string,
    params?: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { token, caller } = this.#api;
    try {
      return await caller.call<T>(method, params, signal);
    } catch (error) {
      if (telegramFault(error).kind !== 'unauthorized') throw error;
      const renewed = await this.#token.insteadOf(token);
      if (renewed === undefined) throw error;
      this.#api = this.#withToken(renewed);
      return await this.#api.caller.call<T>(method, params, signal);
    }
  }

  /** Any method by name, for what is written out as data (a webhook's reply) or needs its own signal. */
  call<T>(method: string, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
    return this.request<T>(method, params, signal);
  }

  #withToken(token: string) {
    return { token, caller: new Caller(token, this.#options) };
  }
}

class Caller extends Api {
  call<T>(method: string, params?: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
    return this.request<T>(method, params, signal);
  }
}

export const createTelegramClient = (options: TelegramClientOptions): TelegramClient => {
  const token =
    typeof options.token === 'string'
      ? createBotToken({ token: options.token, clock: systemClock })
      : options.token;
  return new TelegramClient(token, {
    ...(options.apiUrl !== undefined && { apiRoot: options.apiUrl }),
    fetch: followingNothing(options.fetch ?? fetch),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxRetries: 0,
  });
};

/** The Bot API leads nowhere else. Whoever stands before it must not send messages, or what stands in an address, away. */
export const followingNothing =
  (get: typeof fetch): typeof fetch =>
  (url, init) =>
    get(url, { ...init, redirect: 'error' });

/**
 * What a failed call means for the caller.
 * - `rate-limited`: not done; wait `retryAfterMs`.
 * - `unavailable`: not done for certain (5xx, connection refused); may be repeated.
 * - `unknown`: perhaps done (timeout, reset, an answer that cannot be read); repeat only what is idempotent.
 * - `unmodified`: an edit that changes nothing: as good as done.
 * - `gone`: the message to edit or the query to answer is not there any more.
 * - `migrated`: the group is a supergroup now, `migrateTo`.
 * - `blocked`: the chat can't be written to (blocked, kicked, deleted, not found).
 * - `unauthorized`: the token is wrong.
 * - `refused`: any other 4xx.
 */
export interface TelegramFault {
  kind:
    | 'rate-limited'
    | 'unavailable'
    | 'unknown'
    | 'unmodified'
    | 'gone'
    | 'migrated'
    | 'blocked'
    | 'unauthorized'
    | 'refused';
  retryAfterMs?: number;
  migrateTo?: number;
  /** Telegram's own words: for decisions, not for logs (they may quote). */
  description: string;
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export const telegramFault = (error: unknown): TelegramFault => {
  if (error instanceof TelegramApiError) return apiFault(error);
  if (error instanceof TimeoutError) return { kind: 'unknown', description: 'timeout' };
  if (error instanceof NetworkError) {
    if (error.message.startsWith('Server error')) return { kind: 'unavailable', description: 'server error' };
    const code = causeCode(error);
    return { kind: NOT_CONNECTED.has(code) ? 'unavailable' : 'unknown', description: code };
  }
  return { kind: 'unknown', description: 'unreadable answer' };
};

const apiFault = (error: TelegramApiError): TelegramFault => {
  const description = String(error.description ?? '');
  if (error.errorCode === 429) {
    return { kind: 'rate-limited', retryAfterMs: (error.retryAfter ?? 1) * 1000, description };
  }
  if (error.errorCode >= 500) return { kind: 'unavailable', description };
  if (error.migrateToChatId !== undefined) {
    return { kind: 'migrated', migrateTo: error.migrateToChatId, description };
  }
  if (error.errorCode === 401) return { kind: 'unauthorized', description };
  if (error.errorCode === 403 || /chat not found|user is deactivated|PEER_ID_INVALID/i.test(description)) {
    return { kind: 'blocked', description };
  }
  if (/message is not modified/i.test(description)) return { kind: 'unmodified', description };
  if (
    /message to edit not found|message can't be edited|MESSAGE_ID_INVALID|query is too old/i.test(description)
  ) {
    return { kind: 'gone', description };
  }
  return { kind: 'refused', description };
};

const causeCode = (error: Error): string => {
  let current: unknown = error;
  while (current instanceof Error) {
    const code = (current as { code?: unknown }).code;
    // The library's own codes start with E too (EFETCH); the system's stand deepest.
    if (typeof code === 'string' && current.cause === undefined) return code;
    current = current.cause;
  }
  return 'network';
};
