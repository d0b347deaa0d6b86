// Reading requests and writing answers the way Ollama does: JSON bodies, `{"error"}` objects, gin's plain-text 404.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as z from 'zod';
import { readBody } from '../http/read-body.ts';

/** Ends a request with this status and `{"error": message}`; the message never quotes the request's texts. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

const maxBodyBytes = 64 * 1024 * 1024;

export const sendJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

export const sendText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
};

/** One line of NDJSON; the head goes out with the first. Resolves once the client keeps up. */
export const writeLine = async (
  response: ServerResponse,
  line: object,
  signal?: AbortSignal,
): Promise<void> => {
  if (!response.headersSent) response.setHeader('content-type', 'application/x-ndjson');
  if (response.write(`${JSON.stringify(line)}\n`) || signal?.aborted) return;
  try {
    await once(response, 'drain', { signal });
  } catch {
    // Aborted: whoever writes looks at the signal.
  }
};

/** The body, checked; throws a 400 `Refusal` for none, for broken JSON and for a field of a wrong type. */
export const readRequest = async <T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> => {
  const body = await readBody(request, maxBodyBytes, { cutOff: true });
  if (!body) throw new Refusal(413, 'request body too large');
  if (body.length === 0) throw new Refusal(400, 'missing request body');
  const parsed = schema.safeParse(parseJson(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new Refusal(400, path === '' ? 'invalid request' : `invalid request: wrong type of field ${path}`);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid JSON in request body');
  }
};

/** Ollama sends durations in nanoseconds and leaves out zeros. */
export const withoutZeros = (numbers: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== 0));

export const nanoseconds = (ms: number): number => Math.round(ms * 1e6);
