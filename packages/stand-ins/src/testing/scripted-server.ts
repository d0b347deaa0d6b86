// A real HTTP(S) server on 127.0.0.1 that answers as a test tells it to, remembers what it was sent, and can go away and
// come back on the same port. Every pretended service of the tests is made of it.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
  readonly text: string;
  /** The text as JSON; empty where there was none. */
  readonly body: Record<string, unknown>;
  /** When the exchange is over: whether the answer had been sent to its end. */
  closed: Promise<{ finished: boolean }>;
}

/** What it throws or rejects with breaks the connection. */
export type Answer = (response: http.ServerResponse, request: SeenRequest) => unknown;

export interface ScriptedServer {
  readonly url: string;
  /** The oldest first. */
  readonly requests: SeenRequest[];
  /** How many there were so far. */
  connections(): number;
  /** Closes the port and breaks every connection. */
  goAway(): Promise<void>;
  /** Listens on the same port again. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Of several answers the n-th request gets the n-th, and all further ones the last. Port 0: any that is free. */
export const startScriptedServer = async (
  answers: Answer | Answer[],
  tls?: { key: string; cert: string },
  port = 0,
): Promise<ScriptedServer> => {
  const given = [answers].flat();
  const requests: SeenRequest[] = [];
  let server: http.Server | undefined;
  let connections = 0;

  const serve = async (incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const request = seenOf(incoming, Buffer.concat(await incoming.toArray()), response);
    requests.push(request);
    await given[Math.min(requests.length, given.length) - 1]?.(response, request);
  };
  const listener: http.RequestListener = (incoming, response) =>
    void serve(incoming, response).catch(() => response.destroy());

  const comeBack = async (): Promise<void> => {
    const one = tls ? https.createServer(tls, listener) : http.createServer(listener);
    one.on(tls ? 'secureConnection' : 'connection', () => {
      connections += 1;
    });
    one.listen(port, '127.0.0.1');
    await once(one, 'listening');
    port = (one.address() as AddressInfo).port;
    server = one;
  };
  const goAway = async (): Promise<void> => {
    const one = server;
    if (!one) return;
    server = undefined;
    const closed = once(one, 'close');
    one.close();
    one.closeAllConnections();
    await closed;
  };
  await comeBack();
  return {
    url: `http${tls ? 's' : ''}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    goAway,
    comeBack,
    close: goAway,
  };
};

const seenOf = (
  { method = '', url = '', headers }: http.IncomingMessage,
  bytes: Buffer,
  response: http.ServerResponse,
): SeenRequest => ({
  method,
  path: url,
  headers,
  bytes,
  get text() {
    return bytes.toString();
  },
  get body() {
    return bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  },
  closed: once(response, 'close').then(() => ({ finished: response.writableFinished })),
});

/** Answers with this status; an object is sent as JSON. */
export const status =
  (code: number, body: object | string = '', headers: http.OutgoingHttpHeaders = {}) =>
  (response: http.ServerResponse): unknown =>
    typeof body === 'string'
      ? response.writeHead(code, headers).end(body)
      : response
          .writeHead(code, { 'content-type': 'application/json', ...headers })
          .end(JSON.stringify(body));

/** Breaks the connection without a word. */
export const reset = (response: http.ServerResponse): unknown => response.socket?.resetAndDestroy();

/** Says nothing, not even a header. */
export const silence = (): void => {};
