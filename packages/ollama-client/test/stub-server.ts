// A real HTTP(S) server on 127.0.0.1 that answers as a test tells it to, and remembers what it was sent.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  createOllamaClient,
  type OllamaClient,
  type OllamaClientOptions,
  OllamaError,
} from '../src/index.ts';

export interface SeenRequest {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** When the exchange is over: whether the answer had been sent to its end. */
  closed: Promise<{ finished: boolean }>;
}

export type Answer = (response: http.ServerResponse, request: SeenRequest) => void | Promise<void>;

export interface StubServer {
  url: string;
  requests: SeenRequest[];
  stop(): Promise<void>;
}

/** Answers the n-th request with the n-th answer, and all further ones with the last. */
export const startStub = async (
  answers: Answer[],
  tls?: { key: string; cert: string },
): Promise<StubServer> => {
  const requests: SeenRequest[] = [];
  const listener: http.RequestListener = async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const text = Buffer.concat(pieces).toString('utf8');
    const request: SeenRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: text === '' ? {} : JSON.parse(text),
      closed: once(response, 'close').then(() => ({ finished: response.writableFinished })),
    };
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    await answer?.(response, request);
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** A client whose pauses take no time; they are noted instead. */
export const testClient = (
  url: string,
  options: Partial<OllamaClientOptions> = {},
): { client: OllamaClient; pausesMs: number[] } => {
  const pausesMs: number[] = [];
  const sleep = async (ms: number) => void pausesMs.push(ms);
  return { client: createOllamaClient({ baseUrl: url, random: () => 0.5, sleep, ...options }), pausesMs };
};

export const chunk = (content: string) => ({
  model: 'tiny',
  created_at: '2026-11-21T08:00:00Z',
  message: { role: 'assistant', content },
  done: false,
});

export const lastChunk = {
  ...chunk(''),
  done: true,
  done_reason: 'stop',
  prompt_eval_count: 7,
  eval_count: 3,
};

export const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Answers with these lines and ends. */
export const lines =
  (...values: unknown[]): Answer =>
  (response) => {
    response.setHeader('content-type', 'application/x-ndjson');
    response.end(values.map(line).join(''));
  };

/** Answers with this status and body. */
export const status =
  (code: number, body = ''): Answer =>
  (response) => {
    response.statusCode = code;
    response.end(body);
  };

/** Closes the socket without a word. */
export const reset: Answer = (response) => {
  response.socket?.resetAndDestroy();
};

/** Says nothing, not even a header. */
export const silence: Answer = () => {};

export const question = {
  model: 'tiny',
  messages: [{ role: 'user' as const, content: 'a secret question' }],
  options: { num_ctx: 2048, num_predict: 64 },
};

/** Everything an iterable yields, and what it threw in the end. */
export const collect = async <T>(iterable: AsyncIterable<T>): Promise<{ items: T[]; error: unknown }> => {
  const items: T[] = [];
  try {
    for await (const item of iterable) items.push(item);
  } catch (error) {
    return { items, error };
  }
  return { items, error: undefined };
};

/** What a promise is rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What an error says of itself, as a plain object: matchers do not look at an error's hidden fields. */
export const facts = (error: unknown) => {
  if (!(error instanceof OllamaError)) throw new TypeError('not an OllamaError', { cause: error });
  const { code, retryable, status, contextTokens, detail, cause } = error;
  return { code, retryable, status, contextTokens, detail, cause };
};
