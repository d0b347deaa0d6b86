// Turns a response that is not 200 into an error. Proxies answer in HTML and with empty bodies: only the status is certain.
import { OllamaError, type OllamaErrorCode } from './ollama-error.ts';

/**
 * @param status the HTTP status, anything but 200
 * @param body what the server sent with it, possibly cut
 * @param namesModel whether the request named a model; only then does 404 mean that the model is missing
 */
export const statusError = (status: number, body: string, namesModel: boolean): OllamaError => {
  const detail = serverMessage(body);
  const about = { status, ...(detail === undefined ? {} : { detail }) };
  if (status === 401 || status === 403) return new OllamaError('unauthorized', about);
  if (status === 404) return new OllamaError(namesModel ? 'model-not-found' : 'bad-response', about);
  if (status === 429) return new OllamaError('limit', about);
  if (status === 503 || status === 529) return new OllamaError('busy', { ...about, retryable: true });
  // 500 as well: Ollama passes on what its runner says, and not every runner's status survives the way.
  if ((status === 400 || status === 500) && detail !== undefined && isOverflow(detail)) {
    return new OllamaError('context-overflow', { ...about, ...promptTokens(detail) });
  }
  const reason = status === 400 || status >= 500 ? reasonOf(detail) : undefined;
  if (status === 402) return new OllamaError('sign-in', about);
  if (reason !== undefined) return new OllamaError(reason, about);
  if (status >= 500) return new OllamaError('server-error', { ...about, retryable: status === 502 });
  if (status >= 400) return new OllamaError('bad-request', about);
  // Redirects are not followed: the key must not travel to another address.
  return new OllamaError('bad-response', about);
};

/** The sentence in `{"error": "…"}` or in the `{"error": {"message": "…"}}` of OpenAI-shaped servers. */
const serverMessage = (body: string): string | undefined => {
  try {
    return errorText(JSON.parse(body));
  } catch {
    return undefined;
  }
};

/** The error a line of a stream or a whole body reports, undefined when it reports none. */
export const errorText = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'error')) return undefined;
  const { error } = value as { error: unknown };
  if (error === null || error === '') return undefined;
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && 'message' in error && typeof error.message === 'string')
    return error.message;
  return 'unknown error';
};

/** Why it failed, where only the server's words tell: Ollama gives these the status 400 or 500, or 200 and a line of the stream. */
export const reasonOf = (detail: string | undefined): OllamaErrorCode | undefined => {
  if (detail === undefined) return undefined;
  if (/does not support (?:chat|generate)\b/i.test(detail)) return 'no-chat';
  if (isOverflow(detail)) return 'context-overflow';
  if (SIGN_IN.test(detail)) return 'sign-in';
  if (LIMIT.test(detail)) return 'limit';
  return OUT_OF_MEMORY.test(detail) ? 'out-of-memory' : undefined;
};

/** As Ollama, llama.cpp and the drivers of GPUs say it, and what remains of a process that the system has killed for it. */
const OUT_OF_MEMORY =
  /requires more (?:\w+ )?memory|out of (?:\w+ )?memory|(?:not enough|insufficient) (?:\w+ )?memory|(?:unable|failed) to allocate|memory allocation failed|cannot allocate memory|OutOfMemory|bad_alloc|resource limitations|signal: killed/i;

/** Of models that run in somebody's cloud. */
const SIGN_IN =
  /(?:need|have|must)(?: to)? (?:be )?(?:sign(?:ed)?|log(?:ged)?)[ -]?in|not (?:signed|logged) in|requires? (?:a |an )?(?:\w+ )?(?:subscription|plan|sign-?in)/i;
const LIMIT =
  /(?:usage|rate|request|hourly|daily|weekly|monthly)[ -]limit|too many requests|(?:quota|limit).{0,20} (?:reached|exceeded)|exceeded.{0,40} quota/i;

const isOverflow = (detail: string): boolean =>
  /exceed.{0,40}context|context.{0,40}exceeded|prompt is too long/i.test(detail);

const promptTokens = (detail: string): { contextTokens?: number } => {
  const tokens = /\((\d{1,9}) tokens\)/.exec(detail)?.[1];
  return tokens === undefined ? {} : { contextTokens: Number(tokens) };
};
