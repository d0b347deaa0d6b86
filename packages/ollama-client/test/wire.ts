// What the tests of this package ask and are told: questions, the lines of an answer, and what came of it.
import type { Answer } from '@steward/stand-ins/testing';
import {
  createOllamaClient,
  type OllamaClient,
  type OllamaClientOptions,
  OllamaError,
} from '../src/index.ts';

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
