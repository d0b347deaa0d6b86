// A pretended service on the loopback interface, made of parts that each know their routes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readTarget } from '../http/http-event.ts';
import { listenOnLoopback } from '../http/listen-on-loopback.ts';
import { readBody } from '../http/read-body.ts';
import { type FakePart, type FakeReply, type FakeRequest, Refused } from './fake-request.ts';
import { createFaults, type Faults } from './faults.ts';

/** For tests: never more than what tells requests apart. */
export interface SeenByService {
  /** `METHOD /path`, without the query. */
  route: string;
  query: URLSearchParams;
  /** Undefined where the connection broke before an answer. */
  status: number | undefined;
}

export interface FakeService extends Faults {
  /** Without a trailing slash. */
  url: string;
  /** The oldest first; the last 1,000. */
  readonly seen: SeenByService[];
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 4 * 2 ** 20;
const MAX_SEEN = 1_000;
const LOCAL_NAME = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** @throws the system's error where the port is taken */
export const startFakeService = async (
  parts: FakePart[],
  {
    port = 0,
    notFound,
    settle = async () => {},
  }: {
    port?: number;
    notFound: FakeReply;
    /** Waited for before each answer. */
    settle?: () => Promise<void>;
  },
): Promise<FakeService> => {
  const { next, ...faults } = createFaults();
  const seen: SeenByService[] = [];

  const answer = async (request: FakeRequest): Promise<FakeReply> => {
    try {
      for (const part of parts) {
        const reply = await part(request);
        if (reply) return reply;
      }
      return notFound;
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      throw error;
    }
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = readTarget(incoming);
    const body = await readBody(incoming, MAX_BODY_BYTES, { cutOff: true });
    // A page that got our address by another name must not speak to us.
    if (!url || !LOCAL_NAME.test(incoming.headers.host ?? '')) return void response.writeHead(403).end();
    if (!body) return void response.writeHead(413).end();
    const method = incoming.method ?? 'GET';
    const request = { method, url, headers: incoming.headers, body: body.toString() };
    const entry: SeenByService = {
      route: `${method} ${url.pathname}`,
      query: url.searchParams,
      status: undefined,
    };
    seen.push(entry);
    if (seen.length > MAX_SEEN) seen.shift();
    const fault = next(request);
    if (fault === 'silent') return;
    if (fault === 'broken') return void response.socket?.resetAndDestroy();
    const reply = typeof fault === 'object' ? fault : await answer(request);
    await settle();
    if (fault === 'answer-lost') return void response.socket?.resetAndDestroy();
    entry.status = reply.status;
    send(response, reply);
  };

  const server = createServer(
    (incoming, response) => void serve(incoming, response).catch(() => response.destroy()),
  );
  const { endpoint, close } = await listenOnLoopback(server, port, { graceMs: 0 });
  return { ...faults, url: endpoint, seen, close };
};

const send = (response: ServerResponse, { status, headers = {}, body }: FakeReply): void => {
  const json = typeof body === 'object';
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...(json && { 'content-type': 'application/json; charset=UTF-8' }),
    ...headers,
  });
  response.end(json ? JSON.stringify(body) : body);
};
