// The server: OpenAI's route for transcriptions, and `/health`. On loopback, for programs and not for web pages.
import { hash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createQueue } from './queue.ts';
import { type Recording, readRecording } from './read-recording.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal where it cannot be read or is too long */
export type Transcribe = (recording: Recording, signal: AbortSignal) => Promise<string>;

export interface SpeechServerOptions {
  port: number;
  /** As Bearer or as `X-API-Key`; without one whoever uses this machine is served. */
  apiKey?: string | undefined;
  /** What it calls itself, and is asked for. */
  model: string;
  maxBytes?: number;
  /** Beside the one that is heard. */
  maxWaiting?: number;
  /** What happened: never what was said. */
  log?: (line: string) => void;
}

export interface SpeechServer {
  url: string;
  /** Until then it says that it is not ready. */
  start(transcribe: Transcribe): void;
  close(): Promise<void>;
}

/** 20 MB is the most that Telegram gives a bot, and a form has a little around the file. */
const MAX_BYTES = 21e6;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** @throws the system's error, such as EADDRINUSE */
export const startSpeechServer = async ({
  port,
  apiKey,
  model,
  maxBytes = MAX_BYTES,
  maxWaiting = 8,
  log = () => {},
}: SpeechServerOptions): Promise<SpeechServer> => {
  const queue = createQueue(maxWaiting);
  let transcribe: Transcribe | undefined;

  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<object | string> => {
    const isPage = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
    if (isPage || !LOOPBACK.test(request.headers.host ?? '')) throw new Refusal(403, 'Not for web pages.');
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    if (route === 'GET /health') {
      if (!transcribe) throw new Refusal(503, 'Not ready yet: the model is fetched or loaded.');
      return { status: 'ok', model };
    }
    if (route !== 'GET /v1/models' && route !== 'POST /v1/audio/transcriptions')
      throw new Refusal(404, 'There is no such route.');
    if (apiKey !== undefined && !keysOf(request).some((given) => isSame(given, apiKey)))
      throw new Refusal(401, 'Incorrect API key.', 'invalid_api_key');
    if (!transcribe) throw new Refusal(503, 'Not ready yet: the model is fetched or loaded.');
    if (request.method === 'GET') return { object: 'list', data: [{ id: model, object: 'model' }] };
    if (queue.isFull) throw new Refusal(429, 'Too many recordings wait already.', 'rate_limit_exceeded');
    const recording = await readRecording(request, { maxBytes, model });
    const hear = transcribe;
    const text = await queue.run(() => hear(recording, signal), signal);
    return recording.format === 'text' ? `${text}\n` : { text };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const startedAt = Date.now();
    const failure = (error: unknown): Refusal => {
      if (error instanceof Refusal) return error;
      if (!gone.signal.aborted) log(`Failed: ${(error as Error).message}`);
      return new Refusal(500, 'It could not be transcribed.', 'server_error');
    };
    const body = await answer(request, gone.signal).catch(failure);
    if (response.destroyed) return;
    if (body instanceof Refusal) send(request, response, body.status, body.body);
    else send(request, response, 200, body);
    if (request.url !== '/health') log(`${response.statusCode} in ${Date.now() - startedAt} ms`);
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    start: (how) => {
      transcribe = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const send = (request: IncomingMessage, response: ServerResponse, status: number, body: object | string) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json',
    ...(status === 429 || status === 503 ? { 'retry-after': '5' } : {}),
    // What was not read of a body would be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(text);
};

const keysOf = ({ headers }: IncomingMessage): string[] => [
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '',
  headers['x-api-key']?.toString() ?? '',
];

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

const isSame = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret));
