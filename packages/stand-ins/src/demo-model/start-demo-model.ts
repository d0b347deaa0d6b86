// The demonstration: a server that speaks Ollama's HTTP API on the loopback interface and needs no model, no GPU and
// no network. The product talks to it exactly as to a real one.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '@steward/core';
import { isSameSecret } from '../http/asks-key.ts';
import { isForeign } from '../http/is-foreign.ts';
import { listenOnLoopback } from '../http/listen-on-loopback.ts';
import { createChatRoute } from './chat-route.ts';
import { createModelMemory } from './memory.ts';
import { refusePull, sendLoaded, sendModel, sendModels, sendVersion } from './model-routes.ts';
import { Refusal, sendJson, sendText } from './respond.ts';

export interface DemoModelOptions {
  host?: string;
  /** 0: any free port. */
  port?: number;
  /** Asked for in `X-API-Key`, as a proxy before Ollama would; absent: everybody on this machine is answered. */
  apiKey?: string;
  /** Speed of writing; `Infinity` writes without waiting. */
  tokensPerSecond?: number;
  /** Time the first request to a model waits, as for a real one that is read from disk. */
  loadMs?: number;
  clock?: Clock;
}

export interface DemoModelServer {
  url: string;
  /** Ends running answers too. */
  close(): Promise<void>;
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
) => Promise<void> | void;

/** Rejects when the port is taken (`EADDRINUSE`). */
export const startDemoModel = async (options: DemoModelOptions = {}): Promise<DemoModelServer> => {
  const {
    host = '127.0.0.1',
    port = 0,
    tokensPerSecond = 40,
    loadMs = 0,
    clock = systemClock,
    apiKey,
  } = options;
  const memory = createModelMemory({ clock, loadMs });
  const routes: Record<string, Route> = {
    'GET /': (_request, response) => sendText(response, 200, 'Ollama is running'),
    'GET /api/version': (_request, response) => sendVersion(response),
    'GET /api/tags': (_request, response) => sendModels(response),
    'GET /api/ps': (_request, response) => sendLoaded(response, memory),
    'POST /api/show': sendModel,
    'POST /api/chat': createChatRoute({ clock, memory, tokensPerSecond }),
    'POST /api/pull': refusePull,
  };
  const server = createServer((request, response) => void serve({ routes, host, apiKey }, request, response));
  const { endpoint, close } = await listenOnLoopback(server, port, { host, graceMs: 0 });
  return { url: endpoint, close };
};

const serve = async (
  { routes, host, apiKey }: { routes: Record<string, Route>; host: string; apiKey: string | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const gone = new AbortController();
  // Also comes after a complete answer, where nothing listens any more.
  response.on('close', () => gone.abort());
  try {
    if (isForeign(request, host) || !isLocalName(request.headers.host))
      return void response.writeHead(403).end();
    if (apiKey !== undefined && !isSameSecret(String(request.headers['x-api-key'] ?? ''), apiKey)) {
      return sendText(response, 401, 'unauthorized');
    }
    const [path = '/'] = (request.url ?? '/').split('?');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = routes[`${method} ${path}`];
    if (route) return await route(request, response, gone.signal);
    const isKnown = ['GET', 'POST'].some((other) => `${other} ${path}` in routes);
    sendText(response, isKnown ? 405 : 404, isKnown ? '405 method not allowed' : '404 page not found');
  } catch (error) {
    fail(response, error);
  }
};

/** Requests with a foreign Host (DNS rebinding) are refused, as Ollama does. */
const isLocalName = (host = ''): boolean => {
  const name = host.replace(/:\d+$/, '');
  return /^(?:localhost|[\d.]+|\[[\da-f:.]+\]|.*\.(?:localhost|local|internal))$/i.test(name);
};

const fail = (response: ServerResponse, error: unknown): void => {
  if (response.destroyed) return;
  if (response.headersSent) return void response.destroy();
  const status = error instanceof Refusal ? error.status : 500;
  sendJson(response, status, { error: error instanceof Refusal ? error.message : 'internal error' });
};
