// The chat page's server: the page's files, its endpoints, its events, and the files of the chats.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '@steward/stand-ins';
import { createApi } from './api-routes.ts';
import type { Cards } from './cards/card-ports.ts';
import { createCardRoutes } from './cards/card-routes.ts';
import { createChatFeed } from './chat-feed.ts';
import { serveDownload } from './download.ts';
import { createEventStream } from './event-stream.ts';
import { isLoopback, refusalOf } from './guard.ts';
import { answerJson, HttpRefusal } from './http-answer.ts';
import { createMembership } from './membership.ts';
import { originOfApp } from './mini-app-route.ts';
import type { PageEmulator } from './page-emulator.ts';
import { serveStatic } from './static-files.ts';

export interface ChatPageOptions {
  emulator: PageEmulator;
  /** 0 takes any free port. */
  port: number;
  /** A loopback address; others are refused. */
  host?: string;
  /** What the page shows under "What runs here". */
  status?: () => Promise<object> | object;
  /** What is offered beside the chats. */
  cards?: Cards;
  /** The app that buttons may open, in a frame of this page; of no other address. */
  appUrl?: string | undefined;
  /** How often a silent event stream is kept warm. */
  heartbeatMs?: number;
}

export interface ChatPage {
  url: string;
  port: number;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

const fail = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal = error instanceof HttpRefusal ? error : undefined;
  // A refused body may still be on its way: the connection must not be used again.
  response.setHeader('connection', 'close');
  answerJson(response, refusal?.status ?? 500, { error: refusal?.message ?? 'Something went wrong here.' });
};

const respond = async (
  handlers: Handler[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const refusal = refusalOf(request);
  if (refusal !== undefined) throw new HttpRefusal(403, refusal);
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (!url) throw new HttpRefusal(400, 'The address is not understood.');
  for (const handler of handlers) if (await handler(request, response, url)) return;
  throw new HttpRefusal(404, 'There is nothing here.');
};

/**
 * Starts the chat page. Somebody (“Sam”) is there from the first start, so that the page can be used at once.
 * Rejects with the system's error (code EADDRINUSE) when the port is taken.
 */
export const startChatPage = async (options: ChatPageOptions): Promise<ChatPage> => {
  const {
    emulator,
    port,
    host = '127.0.0.1',
    status = () => ({}),
    cards = {},
    heartbeatMs = 15_000,
  } = options;
  if (!isLoopback(host)) throw new Error(`The chat page listens on this machine only, not on ${host}.`);
  const appOrigin = originOfApp(options.appUrl);
  const membership = createMembership(emulator);
  const stream = createEventStream(heartbeatMs);
  const feed = createChatFeed(emulator, membership.membersOf);
  const api = createApi({
    emulator,
    feed,
    appOrigin,
    status,
    onGroup: (group) => {
      membership.add(group.chatId, group.memberIds);
      stream.send(feed.people());
    },
  });
  const events: Handler = async ({ method }, response, { pathname }) => {
    if (method !== 'GET' || pathname !== '/api/events') return false;
    stream.open(response, [feed.state()]);
    return true;
  };
  const download: Handler = async ({ method }, response, { pathname }) =>
    method === 'GET' && serveDownload(emulator, pathname, response);
  const page: Handler = async ({ method }, response, { pathname }) =>
    method === 'GET' && serveStatic(pathname, response, { frame: appOrigin, botName: emulator.bot.username });

  const handlers = [events, api, createCardRoutes(cards), download, page];
  const server = createServer((request, response) => {
    respond(handlers, request, response).catch((error: unknown) => fail(response, error));
  });
  const { endpoint, close } = await listenOnLoopback(server, port, { host, graceMs: 0 });
  if (emulator.users().length === 0) emulator.addUser({ first_name: 'Sam' });
  const unsubscribe = emulator.subscribe((event) => {
    const change = feed.changeBy(event);
    if (change) stream.send(change);
  });

  return {
    url: endpoint,
    port: Number(new URL(endpoint).port),
    close: async () => {
      unsubscribe();
      stream.close();
      await close();
    },
  };
};
