// The app's function on a port of this machine, with events as API Gateway makes them.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log, WebEvent, WebResponse } from '@steward/handler';
import { listenAsLocalhost, readBody, readTarget, toHttpEvent, toHttpResult } from '@steward/stand-ins';

type Web = (event: WebEvent) => Promise<WebResponse>;

export interface ServedApp {
  /** Where the app is, as people open it. */
  publicUrl: string;
  port: number;
  /** The function, once it is composed: it must know the address first. */
  use(web: Web): void;
  close(): Promise<void>;
}

/** The function looks at its own limit. */
const MAX_BODY_BYTES = 1_000_000;
const ROUTE = { apiId: 'local', routeKey: '$default' };

/** @param publicUrl where people open it, when that is elsewhere; @throws the system's error, such as EADDRINUSE */
export const serveApp = async (deps: {
  port: number;
  publicUrl: string | undefined;
  log: Log;
}): Promise<ServedApp> => {
  let web: Web | undefined;
  let own = new URL('http://localhost');
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    respond(request, response, { web, own }).catch((error: unknown) => {
      deps.log.error('The app could not answer', error, { action: 'web' });
      if (response.headersSent) response.destroy();
      else say(response, 500, { error: 'failed' });
    });
  };
  const { endpoint, close } = await listenAsLocalhost(answer, deps.port);
  const port = Number(new URL(endpoint).port);
  own = new URL(deps.publicUrl ?? endpoint);
  return {
    publicUrl: own.origin,
    port,
    use(composed) {
      web = composed;
    },
    close,
  };
};

const respond = async (
  request: IncomingMessage,
  response: ServerResponse,
  { web, own }: { web: Web | undefined; own: URL },
): Promise<void> => {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (!body) return say(response, 413, { error: 'too-large' });
  const [url, host] = [readTarget(request), (request.headers.host ?? '').toLowerCase()];
  if (!url) return say(response, 400, { error: 'bad-request' });
  // A page that names this machine as its own (DNS rebinding) is no page of the app's.
  if (host !== own.host && !isThisMachine(host)) return say(response, 403, { error: 'foreign-request' });
  // The other names of this machine lead to the one whose pages the function takes for its own.
  if (host !== own.host && request.method === 'GET' && !/^\/(?:api|bridge)\//.test(url.pathname)) {
    response.writeHead(307, { location: `${own.origin}${url.pathname}`, 'cache-control': 'no-store' }).end();
    return;
  }
  if (!web) return say(response, 503, { error: 'unavailable', retryAfterSeconds: 1 });
  const match = { route: ROUTE, pathParameters: {} };
  const result = toHttpResult(await web(toHttpEvent(request, url, body, match, randomUUID())));
  const { statusCode, headers, cookies } = result;
  response.writeHead(statusCode, { ...headers, ...(cookies.length > 0 && { 'set-cookie': cookies }) });
  response.end(result.body);
};

const isThisMachine = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);

const say = (response: ServerResponse, status: number, body: object): void => {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(body));
};
