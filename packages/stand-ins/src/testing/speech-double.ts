// A speech server of the tests: OpenAI's route on a real recogniser, and the faults that real servers have.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameSecret } from '../http/asks-key.ts';
import { isWav, recognise } from './recognise.ts';
import {
  reset,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
  status,
} from './scripted-server.ts';

export interface SpeechRequest {
  /** As the client named the file: some servers go by it. */
  fileName: string;
  fileType: string;
  audio: Buffer;
  /** All other fields of the form. */
  fields: Record<string, string>;
  authorization: string | undefined;
  apiKey: string | undefined;
  /** What it was told; undefined while it waits, and where the connection broke. */
  status: number | undefined;
  /** When the exchange is over: whether the answer had been sent to its end. */
  closed: Promise<{ finished: boolean }>;
}

export type SpeechFault =
  /** 401, whatever the key is. */
  | 'unauthorized'
  /** 404 as OpenAI's, for any model. */
  | 'unknown-model'
  /** 429. */
  | 'busy'
  /** 500: whisper-server when ffmpeg fails. */
  | 'conversion'
  /** 400, but for WAV: whisper-server without `--convert`. */
  | 'wav-only'
  /** 502 with a page of nginx: its server behind it is gone. */
  | 'bad-gateway'
  /** The connection breaks. */
  | 'reset'
  /** So it does, and nobody listens any more, until `comeBack()`. */
  | 'dies'
  /** Never answers. */
  | 'silence'
  /** Answers later. */
  | { delayMs: number }
  | { until: Promise<unknown> }
  /** Hears this instead, without the recogniser. */
  | { text: string }
  | { status: number; body: object | string; headers?: Record<string, string> };

export interface SpeechDouble extends Omit<ScriptedServer, 'requests'> {
  /** The oldest first; without those that were no form with a file. */
  readonly heard: SpeechRequest[];
  /** The next `times` requests (all, when left out) go this way; of several faults the latest counts. */
  fail(fault: SpeechFault, times?: number): void;
  /** No more faults. */
  recover(): void;
}

export interface SpeechDoubleOptions {
  port?: number;
  /** As Bearer or as `X-API-Key`. Without one everybody is served. */
  apiKey?: string;
  /** Without them, any. */
  models?: string[];
  tls?: { key: string; cert: string };
}

const ROUTE = '/v1/audio/transcriptions';
/** OpenAI and Groq go by the name; Telegram's own `.oga` is not among them. */
const KNOWN_NAMES = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;

export const startSpeechDouble = async ({
  port = 0,
  apiKey,
  models,
  tls,
}: SpeechDoubleOptions = {}): Promise<SpeechDouble> => {
  const heard: SpeechRequest[] = [];
  let faults: { fault: SpeechFault; left: number }[] = [];

  const nextFault = (): SpeechFault | undefined => {
    const found = faults.findLast(({ left }) => left > 0);
    if (found) found.left -= 1;
    return found?.fault;
  };

  const answer = async (request: SpeechRequest): Promise<Reply> => {
    const fault = nextFault();
    if (fault === 'dies') await server.goAway();
    if (fault === 'dies' || fault === 'reset') return reset;
    if (fault === 'silence') return await new Promise<never>(() => {});
    if (fault && typeof fault === 'object') {
      if ('status' in fault) return status(fault.status, fault.body, fault.headers);
      if ('delayMs' in fault) await sleep(fault.delayMs);
      if ('until' in fault) await fault.until;
    }
    const known =
      apiKey === undefined ||
      [bearerOf(request), request.apiKey].some((given) => isSameSecret(given ?? '', apiKey));
    if (!known || fault === 'unauthorized')
      return refusal(401, 'Incorrect API key provided.', 'invalid_api_key');
    const model = request.fields.model ?? '';
    if (fault === 'unknown-model' || (models && !models.includes(model)))
      return refusal(404, `The model \`${model}\` does not exist`, 'model_not_found');
    if (fault === 'busy') return refusal(429, 'Rate limit reached', 'rate_limit_exceeded');
    if (fault === 'conversion') return status(500, { error: 'FFmpeg conversion failed.' });
    if (fault === 'bad-gateway') return status(502, '<html><title>502 Bad Gateway</title></html>');
    if (fault === 'wav-only' && !isWav(request.audio)) return status(400, 'Invalid request');
    if (!KNOWN_NAMES.test(request.fileName)) return refusal(400, 'Invalid file format.', null);
    const text = typeof fault === 'object' && 'text' in fault ? fault.text : await recognise(request.audio);
    return text === undefined
      ? refusal(400, 'The audio file could not be decoded or its format is not supported.', null)
      : status(200, { text });
  };

  const serve = async (response: ServerResponse, seen: SeenRequest): Promise<void> => {
    if (seen.method !== 'POST' || seen.path !== ROUTE) return void status(404, 'Not Found')(response);
    const request = await readForm(seen).catch(() => undefined);
    if (!request) return void status(400, { error: { message: 'no file in a form' } })(response);
    heard.push(request);
    const reply = await answer(request);
    reply(response);
    request.status = response.headersSent ? response.statusCode : undefined;
  };
  const { requests: _, ...server } = await startScriptedServer(serve, tls, port);
  return {
    ...server,
    heard,
    fail: (fault, left = Number.POSITIVE_INFINITY) => void faults.push({ fault, left }),
    recover: () => {
      faults = [];
    },
  };
};

type Reply = (response: ServerResponse) => unknown;

const refusal = (code: number, message: string, kind: string | null): Reply =>
  status(code, { error: { message, type: 'invalid_request_error', param: null, code: kind } });

const bearerOf = ({ authorization }: SpeechRequest): string | undefined =>
  /^Bearer (.+)$/.exec(authorization ?? '')?.[1];

const readForm = async ({ headers, bytes, closed }: SeenRequest): Promise<SpeechRequest | undefined> => {
  const contentType = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) return undefined;
  const texts = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  return {
    fileName: file.name,
    fileType: file.type,
    audio: Buffer.from(await file.arrayBuffer()),
    fields: Object.fromEntries(texts),
    authorization: headers.authorization,
    apiKey: headers['x-api-key']?.toString(),
    status: undefined,
    closed,
  };
};
