// The function `web`: an event of API Gateway → a document of the app, or the answer of a route of the contract.
import { StewardError } from '@steward/core';
import type { App, Route } from '@steward/core/web-contract';
import { ConnectionFailure } from '../connections/accounts.ts';
import type { Log } from '../observability/log.ts';
import type { Bridge } from './bridge/create-bridge.ts';
import { createDocuments } from './documents.ts';
import type { Caller, WebRequest } from './handlers.ts';
import type { Callbacks } from './integrations/callbacks.ts';
import { judge } from './judge.ts';
import { type Ask, readEvent, type WebEvent, type WebResponse } from './read-event.ts';
import { refuseForeign } from './refuse-foreign.ts';
import type {
  DoorEntry,
  DoorRoute,
  Doors,
  LoadedRoute,
  RouteEntry,
  Routes,
  SignedInRoute,
} from './route-entry.ts';
import { WebError } from './web-error.ts';

export interface WebDependencies {
  app: App;
  /** Where the app is, as people open it; never what a request says of it. */
  origin: string;
  /** Origins that may frame the Mini App. */
  parents: readonly string[];
  doors: Doors;
  routes: Partial<Routes>;
  callbacks?: Callbacks;
  bridge?: Partial<Bridge>;
  /** Who is signed in, and let in. Throws where nobody is. */
  callerOf: (ask: Ask) => Promise<Caller>;
  log: Log;
}

const API_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Until the table or the queue answers again, where they do not say when. */
const RETRY_SECONDS = 5;

export const createWeb = (deps: WebDependencies) => {
  const { doors, routes, callbacks, bridge = {}, log } = deps;
  const document = createDocuments(deps.app, deps.parents);
  const entries = new Map<string, Answering>([
    ...Object.entries(doors).map(([name, door]): [string, Answering] => [name, throughDoor(door, deps)]),
    ...Object.entries(routes).map(([name, route]): [string, Answering] => [name, signedIn(route, deps)]),
    ...Object.entries(bridge).map(([name, over]): [string, Answering] => [
      name,
      async (ask) => ({ answer: await over(ask) }),
    ]),
  ]);
  const allowedAt = methodsByPath(entries.keys());

  return async (event: WebEvent): Promise<WebResponse> => {
    const ask = readEvent(event);
    const isRead = ask.method === 'GET' || ask.method === 'HEAD';
    const callback = callbacks?.get(ask.path);
    if (callback) return ask.method === 'GET' ? await callback(ask) : wrongMethod('GET');
    const shown = document(ask);
    if (shown) return isRead ? shown : wrongMethod('GET');
    const allowed = allowedAt.get(ask.path);
    if (!allowed) return faultResponse(new WebError('not-found'));
    const route = `${ask.method} ${ask.path}`;
    const answering = entries.get(route);
    if (!answering) return wrongMethod(allowed);
    const fields = { action: 'web', route, request_id: ask.requestId };
    try {
      refuseForeign(ask, deps.origin);
      const { answer, cookie } = await answering(ask);
      return {
        statusCode: 200,
        headers: API_HEADERS,
        ...(cookie !== undefined && { cookies: [cookie] }),
        body: JSON.stringify(answer),
      };
    } catch (error) {
      const fault = toWebError(error);
      if (fault.status >= 500) log.error('A route failed', error, { ...fields, outcome: 'failed' });
      else log.info('A request was refused', { ...fields, outcome: 'refused', fault: fault.fault.error });
      return faultResponse(fault);
    }
  };
};

type Answering = (ask: Ask) => Promise<{ answer: unknown; cookie?: string }>;

const throughDoor =
  <R extends DoorRoute>(door: DoorEntry<R>, { callerOf }: WebDependencies): Answering =>
  async (ask) =>
    await door.handle(ask, requestOf(door, ask), () => callerOf(ask));

/** Who nobody knows is not told what is wrong with what they sent. */
const signedIn =
  <R extends SignedInRoute>(
    entry: RouteEntry<R> | LoadedRoute<R>,
    { callerOf }: WebDependencies,
  ): Answering =>
  async (ask) => {
    const caller = await callerOf(ask);
    const route = 'load' in entry ? await entry.load() : entry;
    return { answer: await route.handle(caller, requestOf(route, ask)) };
  };

const requestOf = <R extends Route>(
  { body, query }: Pick<RouteEntry<R>, 'body' | 'query'>,
  ask: Ask,
): WebRequest<R> => ({ body: judge(body, ask.json), query: judge(query, () => ask.query) });

const methodsByPath = (routes: Iterable<string>): Map<string, string> => {
  const found = new Map<string, string>();
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    const others = found.get(path);
    found.set(path, others === undefined ? method : `${others}, ${method}`);
  }
  return found;
};

const toWebError = (error: unknown): WebError => {
  if (error instanceof WebError) return error;
  if (error instanceof ConnectionFailure) return new WebError('connection-failed', { why: error.why });
  if (!(error instanceof StewardError) || error.code !== 'storage-unavailable') return new WebError('failed');
  const { retryAfterMs = RETRY_SECONDS * 1000 } = error;
  return new WebError('unavailable', { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) });
};

const faultResponse = ({ status, fault }: WebError, headers: Record<string, string> = {}): WebResponse => ({
  statusCode: status,
  headers: {
    ...API_HEADERS,
    ...headers,
    ...(fault.retryAfterSeconds !== undefined && { 'retry-after': String(fault.retryAfterSeconds) }),
  },
  body: JSON.stringify(fault),
});

const wrongMethod = (allow: string): WebResponse => ({
  ...faultResponse(new WebError('not-found'), { allow }),
  statusCode: 405,
});
