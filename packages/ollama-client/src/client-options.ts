// How a client is set up, and what is assumed when nothing is said.
import { defaultSleep } from './retry.ts';

export interface OllamaClientOptions {
  /** `http(s)://host:port`; a path prefix is kept, a trailing slash does not matter. */
  baseUrl: string;
  /** Sent as `X-API-Key`. */
  apiKey?: string | undefined;
  /** PEM of the one certificate to trust over https, whatever name or IP address it is served from. */
  ca?: string | undefined;
  /** Until the connection stands, TLS included. Default 3,000. */
  connectTimeoutMs?: number | undefined;
  /** Until the first line of an answer: queue, load and prompt evaluation. Default 300,000. */
  firstTokenTimeoutMs?: number | undefined;
  /** Between two lines of an answer. Default 30,000. */
  idleTimeoutMs?: number | undefined;
  /** For tags, show, ps and version, retries included. Default 10,000. */
  requestTimeoutMs?: number | undefined;
  limits?: Partial<OllamaLimits> | undefined;
  /** For the jitter of retries; default `Math.random`. */
  random?: (() => number) | undefined;
  /** For the pauses before retries; default a timer. */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** What a server may send at most, so that output without end comes to one. */
export interface OllamaLimits {
  /** One line of a stream. Default 1 MiB. */
  maxLineBytes: number;
  /** A response that is no stream. Default 8 MiB. */
  maxBodyBytes: number;
  /** Content and thinking of one answer. Default 4 Mi characters. */
  maxAnswerCharacters: number;
  /** A stream as a whole: each token comes wrapped in a hundred bytes and more. Default 128 MiB. */
  maxStreamBytes: number;
}

const MIB = 1024 * 1024;

const DEFAULT_LIMITS: OllamaLimits = {
  maxLineBytes: MIB,
  maxBodyBytes: 8 * MIB,
  maxAnswerCharacters: 4 * MIB,
  maxStreamBytes: 128 * MIB,
};

export const withDefaults = (options: OllamaClientOptions) => {
  return {
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    firstTokenTimeoutMs: options.firstTokenTimeoutMs ?? 300_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 30_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    retry: { random: options.random ?? Math.random, sleep: options.sleep ?? defaultSleep },
  };
};
