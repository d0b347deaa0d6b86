// Sends requests to one server and hands back what answers, headers read and status judged.
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { pinCertificate } from './pinned-certificate.ts';
import { statusError } from './status-error.ts';

const MAX_ERROR_BODY_BYTES = 64 * 1024;
const ERROR_BODY_TIMEOUT_MS = 2_000;

export type ResponseBody = Dispatcher.ResponseData['body'];

export interface Connection {
  /** Sends and waits for a 200; throws an `OllamaError` for any other status, and what the network threw. */
  open(call: RequestLine, signal: AbortSignal): Promise<ResponseBody>;
  /** Closes every connection; what still runs fails. */
  close(): Promise<void>;
}

export interface RequestLine {
  method: 'GET' | 'POST';
  /** Below the base URL, such as `/api/chat`. */
  path: string;
  body?: unknown;
}

export interface ConnectionOptions {
  baseUrl: string;
  apiKey?: string | undefined;
  ca?: string | undefined;
  connectTimeoutMs: number;
}

/** Throws a `TypeError` for an address or key no request can be made with, `certificate` for a `ca` that is none. */
export const createConnection = (options: ConnectionOptions): Connection => {
  const { origin, prefix } = parseBaseUrl(options.baseUrl);
  const headers = { 'content-type': 'application/json', ...keyHeader(options.apiKey) };
  const pool = new Pool(origin, {
    connect: {
      timeout: options.connectTimeoutMs,
      ...(options.ca === undefined ? {} : pinCertificate(options.ca)),
    },
    // HTTP/1.1 only: giving up closes the socket, which is how Ollama and every proxy in between learn of it.
    allowH2: false,
    // The limits of a call are its own timers.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    open: async ({ method, path, body }, signal) => {
      signal.throwIfAborted();
      const sent = request.call(pool, {
        method,
        path: prefix + path,
        headers,
        signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await orAborted(sent, signal);
      if (response.statusCode === 200) return response.body;
      const text = await readErrorBody(response.body);
      throw statusError(response.statusCode, text, method === 'POST');
    },
    close: () => pool.destroy(),
  };
};

const parseBaseUrl = (baseUrl: string): { origin: string; prefix: string } => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    // Without quoting it: a URL with a password in it must not reach a log.
    throw new TypeError('baseUrl must be an http or https address without user, password, query or fragment');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
};

const keyHeader = (apiKey: string | undefined): Record<string, string> => {
  if (apiKey === undefined || apiKey === '') return {};
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('apiKey must be printable ASCII without spaces');
  return { 'x-api-key': apiKey };
};

/** undici listens to the signal only once it is connected; the caller shall not wait for that. */
const orAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  let onAbort: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

/** The text that came with an error status, as much as arrives soon: the status is enough to go on. */
const readErrorBody = async (body: ResponseBody): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => body.destroy(), ERROR_BODY_TIMEOUT_MS);
  try {
    for await (const piece of body) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= MAX_ERROR_BODY_BYTES) break;
    }
  } catch {
    // Cut off: what has arrived is used.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(pieces).toString('utf8');
};
