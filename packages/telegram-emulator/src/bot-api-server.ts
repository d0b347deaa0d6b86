// The emulator's Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, with planted faults.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isForeign, isSameSecret, listenOnLoopback } from '@steward/stand-ins';
import { type ApiAnswer, type RecordedCall, toAnswer } from './bot-api.ts';
import type { TelegramEmulator } from './emulator.ts';
import { type Fault, faultAnswer } from './faults.ts';
import { refuse } from './refusals.ts';
import { readRequest } from './request-body.ts';

export interface BotApiServer {
  /** What a bot takes as its `apiRoot`, without a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Starts serving; `port` 0 or none takes a free one. Rejects when the port is in use. */
export const startBotApiServer = async (
  emulator: TelegramEmulator,
  { host = '127.0.0.1', port = 0 }: { host?: string; port?: number } = {},
): Promise<BotApiServer> => {
  const server = createServer((request, response) => {
    answer(emulator, host, request, response).catch((error: unknown) => send(response, toAnswer(error)));
  });
  const { endpoint, close } = await listenOnLoopback(server, port, { host, graceMs: 0 });
  return { url: endpoint, close };
};

const answer = async (
  emulator: TelegramEmulator,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, file = '', token = '', rest = ''] = /^\/(file\/)?bot([^/]*)\/?(.*)$/.exec(pathname) ?? [];
  if (isForeign(request, host)) refuse('browserRefused');
  if (token === '') refuse('methodNotFound');
  if (!isSameSecret(decoded(token), emulator.token)) refuse('unauthorized');
  if (file) return sendFile(emulator, rest, response);

  const parameters = await readRequest(request, searchParams);
  const call = emulator.api.record(rest, parameters);
  const fault = emulator.faults.take(call.method, call.params);
  if (fault && stopsBefore(fault, call, response)) return;
  if (fault?.kind === 'delay') await sleep(fault.ms);

  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const result = await emulator.api.call(rest, parameters, gone.signal);
  if (fault?.kind === 'timeout-after-accept') return;
  if (fault?.kind === 'reset-after-accept') return response.socket?.destroy();
  note(call, result);
  send(response, result);
};

/** Plays the faults that keep a call from being executed; false for the others. */
const stopsBefore = (fault: Fault, call: RecordedCall, response: ServerResponse): boolean => {
  switch (fault.kind) {
    case 'status': {
      const refused = faultAnswer(fault);
      note(call, refused);
      send(response, refused);
      return true;
    }
    case 'html-502':
      call.status = 502;
      response.writeHead(502, { 'Content-Type': 'text/html' });
      response.end('<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>');
      return true;
    case 'timeout-before':
      return true;
    case 'reset':
      response.socket?.destroy();
      return true;
    default:
      return false;
  }
};

const note = (call: RecordedCall, result: ApiAnswer): void => {
  call.status = result.ok ? 200 : result.error_code;
  if (!result.ok) call.errorCode = result.error_code;
};

const send = (response: ServerResponse, result: ApiAnswer): void => {
  if (response.headersSent || response.destroyed) return;
  const retryAfter = result.ok ? undefined : result.parameters?.retry_after;
  response.writeHead(result.ok ? 200 : result.error_code, {
    'Content-Type': 'application/json',
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
  });
  response.end(JSON.stringify(result));
};

const sendFile = (emulator: TelegramEmulator, path: string, response: ServerResponse): void => {
  const file = emulator.fileAt(decoded(path));
  if (!file) refuse('methodNotFound');
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': file.bytes.length,
  });
  response.end(file.bytes);
};

/** Empty where the encoding is none: nothing has that name. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
