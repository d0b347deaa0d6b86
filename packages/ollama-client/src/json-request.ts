// A request that is answered by one JSON document.
import type * as z from 'zod';
import type { Call } from './call.ts';
import type { Connection, RequestLine, ResponseBody } from './connection.ts';
import { OllamaError } from './ollama-error.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { errorText } from './status-error.ts';

export interface JsonRequest<T> {
  connection: Connection;
  call: Call;
  request: RequestLine;
  schema: z.ZodType<T>;
  maxBodyBytes: number;
  retry: RetryPolicy;
}

/** Sends, reads and checks; ends the call. Throws `OllamaError` only. */
export const requestJson = async <T>(options: JsonRequest<T>): Promise<T> => {
  const { connection, call, request, retry } = options;
  const attempt = async () => {
    try {
      const body = await connection.open(request, call.signal);
      return await readWhole(body, options.maxBodyBytes);
    } catch (error) {
      throw call.failure(error);
    }
  };
  try {
    return parse(await withRetries(attempt, retry, call.signal), options.schema);
  } catch (error) {
    throw call.failure(error);
  } finally {
    call.end();
  }
};

const readWhole = async (body: ResponseBody, maxBytes: number): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new OllamaError('bad-response');
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes).toString('utf8');
};

const parse = <T>(text: string, schema: z.ZodType<T>): T => {
  const value = parseJson(text);
  const reported = errorText(value);
  if (reported !== undefined) throw new OllamaError('server-error', { detail: reported });
  return checked(value, schema);
};

/** The parser's own error is dropped: it quotes the text, which is the model's. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new OllamaError('bad-response');
  }
};

/** Throws `bad-response` for a value of another shape. */
export const checked = <T>(value: unknown, schema: z.ZodType<T>): T => {
  const result = schema.safeParse(value);
  if (!result.success) throw new OllamaError('bad-response');
  return result.data;
};
