// A request that is answered by a stream of JSON lines (NDJSON), from sending it to its last line.
import type * as z from 'zod';
import type { Call } from './call.ts';
import type { Connection, RequestLine, ResponseBody } from './connection.ts';
import { checked, parseJson } from './json-request.ts';
import { asFinal, OllamaError } from './ollama-error.ts';
import { type Line, type LineLimits, readLines } from './read-lines.ts';
import { type RetryPolicy, withRetries } from './retry.ts';
import { errorText, reasonOf } from './status-error.ts';

// How long a connection may take to end after the last line, so that it can be used again (ms).
const GOODBYE_MS = 1_000;

export interface LineStream<T> {
  connection: Connection;
  call: Call;
  request: RequestLine;
  schema: z.ZodType<T>;
  /** Whether this line says that the stream is complete. */
  isLast: (value: T) => boolean;
  /** From sending until the first line, retries included: queue, load and prompt evaluation happen here. */
  firstLineTimeoutMs: number;
  /** From asking for a line until it is there. */
  idleTimeoutMs: number;
  limits: LineLimits;
  retry: RetryPolicy;
}

interface OpenStream {
  body: ResponseBody;
  lines: AsyncGenerator<Line, void, undefined>;
  first: IteratorResult<Line, void>;
}

/** Yields the checked lines up to the last one. Throws `OllamaError` only; leaving the loop closes the connection. */
export async function* streamLines<T>(options: LineStream<T>): AsyncGenerator<T, void, undefined> {
  const { call } = options;
  let stream: OpenStream | undefined;
  let answered = false;
  let complete = false;
  try {
    call.limit('first-token-timeout', options.firstLineTimeoutMs);
    stream = await withRetries(() => openStream(options), options.retry, call.signal);
    for (let next = stream.first; ; next = await stream.lines.next()) {
      // The caller's own time between two lines is not the server's.
      call.unlimit();
      if (next.done) throw new OllamaError('incomplete');
      const value = parseLine(next.value, options.schema);
      complete = options.isLast(value);
      if (complete) partInPeace(stream);
      answered = true;
      yield value;
      if (complete) return;
      call.signal.throwIfAborted();
      call.limit('idle-timeout', options.idleTimeoutMs);
    }
  } catch (error) {
    const failure = call.failure(error);
    throw answered ? asFinal(failure) : failure;
  } finally {
    call.end();
    if (!complete) stream?.body.destroy();
  }
}

/** One attempt. The first line belongs to it: as long as none has arrived, trying again answers nothing twice. */
const openStream = async <T>({ connection, request, call, limits }: LineStream<T>): Promise<OpenStream> => {
  let body: ResponseBody | undefined;
  try {
    body = await connection.open(request, call.signal);
    // After iteration nobody else listens for errors: closing it then would crash the process with an uncaught one.
    body.on('error', () => {});
    // The stream is closed by its owner above, not by whoever stops iterating it.
    const lines = readLines(body.iterator({ destroyOnReturn: false }), limits);
    return { body, lines, first: await lines.next() };
  } catch (error) {
    body?.destroy();
    throw call.failure(error);
  }
};

const parseLine = <T>(line: Line, schema: z.ZodType<T>): T => {
  const value = line.terminated ? parseJson(line.text) : parseRest(line.text);
  const reported = errorText(value);
  if (reported !== undefined)
    throw new OllamaError(reasonOf(reported) ?? 'stream-error', { detail: reported });
  return checked(value, schema);
};

/** The last line may come without a line break; when it is no JSON, it was cut off. */
const parseRest = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    throw new OllamaError('incomplete');
  }
};

/** Drains the rest of the response (there should be none), and closes the connection if it does not end. */
const partInPeace = ({ body, lines }: OpenStream): void => {
  const timer = setTimeout(() => body.destroy(), GOODBYE_MS);
  timer.unref();
  body.on('close', () => clearTimeout(timer));
  // A body that is being iterated does not flow: the iterator has to be released first.
  void lines.return().then(() => body.resume());
};
