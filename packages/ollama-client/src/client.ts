// The client: one method for each thing Ollama does.
import type * as z from 'zod';
import { beginCall } from './call.ts';
import {
  answerCharacters,
  type ChatChunk,
  type ChatRequest,
  chatChunkSchema,
  toChatBody,
} from './chat-protocol.ts';
import { type OllamaClientOptions, withDefaults } from './client-options.ts';
import { createConnection, type RequestLine } from './connection.ts';
import { requestJson } from './json-request.ts';
import { streamLines } from './line-stream.ts';
import {
  type ModelDetails,
  type ModelSummary,
  type PullProgress,
  psSchema,
  pullSchema,
  type RunningModel,
  showSchema,
  tagsSchema,
  versionSchema,
} from './model-protocol.ts';
import { OllamaError } from './ollama-error.ts';
import { readStructured, toFormat } from './structured-output.ts';

export interface RequestOptions {
  /** Closes the connection at any moment; the error is `aborted` and has the reason as its cause. */
  signal?: AbortSignal | undefined;
}

export interface AnswerOptions extends RequestOptions {
  /** Instead of the client's. */
  firstTokenTimeoutMs?: number | undefined;
  /** Instead of the client's. */
  idleTimeoutMs?: number | undefined;
}

/** Every method fails with an `OllamaError` and nothing else. */
export interface OllamaClient {
  /** Streams an answer, its last chunk `done`. Leaving the loop closes the connection, which stops the server. */
  chat(request: ChatRequest, options?: AnswerOptions): AsyncIterable<ChatChunk>;
  /** The whole answer at once. Nothing arrives before the end, so `firstTokenTimeoutMs` bounds all of it. */
  chatOnce(request: ChatRequest, options?: AnswerOptions): Promise<ChatChunk>;
  /** An answer in the shape of `schema`, which takes the place of `request.format`; `structured-output` if it is not. */
  chatStructured<T>(request: ChatRequest, schema: z.core.$ZodType<T>, options?: AnswerOptions): Promise<T>;
  /** The models on disk. */
  tags(options?: RequestOptions): Promise<ModelSummary[]>;
  show(model: string, options?: RequestOptions): Promise<ModelDetails>;
  /** The models in memory. */
  ps(options?: RequestOptions): Promise<RunningModel[]>;
  version(options?: RequestOptions): Promise<string>;
  /** Downloads a model, up to the line `success`. Waits between lines as long as for the first, unless told otherwise. */
  pull(model: string, options?: AnswerOptions): AsyncIterable<PullProgress>;
  /** Closes every connection. What still runs fails with `aborted`. */
  close(): Promise<void>;
}

/** Connects to nothing yet. Throws `TypeError` for an unusable address or key, `certificate` for a bad `ca`. */
export const createOllamaClient = (options: OllamaClientOptions): OllamaClient => {
  const { connectTimeoutMs, firstTokenTimeoutMs, idleTimeoutMs, requestTimeoutMs, limits, retry } =
    withDefaults(options);
  const { baseUrl, apiKey, ca } = options;
  const connection = createConnection({ baseUrl, apiKey, ca, connectTimeoutMs });
  const lineLimits = { maxLineBytes: limits.maxLineBytes, maxTotalBytes: limits.maxStreamBytes };

  const ask = <T>(
    request: RequestLine,
    schema: z.ZodType<T>,
    { signal }: RequestOptions = {},
  ): Promise<T> => {
    const call = beginCall(signal);
    call.limit('request-timeout', requestTimeoutMs);
    return requestJson({ connection, call, request, schema, maxBodyBytes: limits.maxBodyBytes, retry });
  };

  async function* chat(
    request: ChatRequest,
    answer: AnswerOptions = {},
  ): AsyncGenerator<ChatChunk, void, undefined> {
    const chunks = streamLines({
      connection,
      call: beginCall(answer.signal),
      request: { method: 'POST', path: '/api/chat', body: toChatBody(request, true) },
      schema: chatChunkSchema,
      isLast: (chunk) => chunk.done,
      firstLineTimeoutMs: answer.firstTokenTimeoutMs ?? firstTokenTimeoutMs,
      idleTimeoutMs: answer.idleTimeoutMs ?? idleTimeoutMs,
      limits: lineLimits,
      retry,
    });
    let characters = 0;
    for await (const chunk of chunks) {
      characters += answerCharacters(chunk);
      if (characters > limits.maxAnswerCharacters) throw new OllamaError('bad-response');
      yield chunk;
    }
  }

  return {
    chat,
    chatOnce: async (request, answer = {}) => {
      const body = toChatBody(request, false);
      const call = beginCall(answer.signal);
      call.limit('first-token-timeout', answer.firstTokenTimeoutMs ?? firstTokenTimeoutMs);
      const chunk = await requestJson({
        connection,
        call,
        request: { method: 'POST', path: '/api/chat', body },
        schema: chatChunkSchema,
        maxBodyBytes: limits.maxBodyBytes,
        retry,
      });
      if (!chunk.done) throw new OllamaError('incomplete');
      return chunk;
    },
    // Streamed all the same: a model that falls silent is noticed, and one that never ends is stopped.
    chatStructured: async (request, schema, answer) =>
      readStructured(chat({ ...request, format: toFormat(schema) }, answer), schema),
    tags: (call) => ask({ method: 'GET', path: '/api/tags' }, tagsSchema, call),
    show: (model, call) => ask({ method: 'POST', path: '/api/show', body: { model } }, showSchema, call),
    ps: (call) => ask({ method: 'GET', path: '/api/ps' }, psSchema, call),
    version: (call) => ask({ method: 'GET', path: '/api/version' }, versionSchema, call),
    async *pull(model, answer = {}) {
      yield* streamLines({
        connection,
        call: beginCall(answer.signal),
        request: { method: 'POST', path: '/api/pull', body: { model, stream: true } },
        schema: pullSchema,
        isLast: (progress) => progress.status === 'success',
        firstLineTimeoutMs: answer.firstTokenTimeoutMs ?? firstTokenTimeoutMs,
        // Verifying a large layer takes minutes, in silence.
        idleTimeoutMs: answer.idleTimeoutMs ?? firstTokenTimeoutMs,
        limits: lineLimits,
        retry,
      });
    },
    close: () => connection.close(),
  };
};
