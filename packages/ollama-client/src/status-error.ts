// Turns a response that is not 200 into an error. Proxies answer in HTML and with empty bodies: only the status is certain.
import { OllamaError } from './ollama-error.ts';

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
  if (status === 429) return new OllamaError('busy', about);
  if (status === 503) return new OllamaError('busy', { ...about, retryable: true });
  // 500 as well: Ollama passes on what its runner says, and not every runner's status survives the way.
  if ((status === 400 || status === 500) && detail !== undefined && isOverflow(detail)) {
    return new OllamaError('context-overflow', { ...about, ...promptTokens(detail) });
  }
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

const isOverflow = (detail: string): boolean => /exceed.{0,40}context/i.test(detail);

const promptTokens = (detail: string): { contextTokens?: number } => {
  const tokens = /\((\d{1,9}) tokens\)/.exec(detail)?.[1];
  return tokens === undefined ? {} : { contextTokens: Number(tokens) };
};
