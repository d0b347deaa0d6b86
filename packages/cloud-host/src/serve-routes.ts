// The deployed API on a port of this machine: its routes, and Lambda's own Invoke for what has no route.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  isForeign,
  isSignedWith,
  listenOnLoopback,
  type RunningServer,
  readBody,
  readTarget,
  toHttpEvent,
  toHttpResult,
} from '@steward/stand-ins';
import { type Route, targetId } from './deployment.ts';
import { FunctionFailed } from './function-failed.ts';
import { matchRoute } from './match-route.ts';

export interface RouteServerDependencies {
  routes: () => readonly Route[];
  /** Runs a target; undefined when there is none of that id. */
  invoke: (targetId: string, event: unknown) => Promise<unknown> | undefined;
  /** Lambda's own call is for who has it. */
  accessKeyId: string;
  onFault: (message: string, error: unknown, fields: Record<string, string>) => void;
}

/** API Gateway's limit. */
const MAX_BODY_BYTES = 10_000_000;
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** @param port 0 takes a free one. @throws the system's error, such as EADDRINUSE */
export const serveRoutes = (deps: RouteServerDependencies, port: number): Promise<RunningServer> => {
  const server = createServer((request, response) => {
    respond(deps, request, response).catch((error: unknown) => {
      deps.onFault('A request failed', error, {});
      if (response.headersSent) response.destroy();
      else say(response, 500, 'Internal Server Error');
    });
  });
  return listenOnLoopback(server, port);
};

const respond = async (
  deps: RouteServerDependencies,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (!body) return say(response, 413, 'Request Entity Too Large');
  const url = readTarget(request);
  if (!url) return say(response, 400, 'Bad Request');
  const { pathname: path, searchParams } = url;
  const [, called] = request.method === 'POST' ? (INVOKE.exec(path) ?? []) : [];
  if (called !== undefined) {
    if (isForeign(request) || !isSignedWith(request, deps.accessKeyId))
      return say(response, 403, 'Forbidden');
    const name = decodeURIComponent(called);
    const qualifier = searchParams.get('Qualifier') ?? 'live';
    return answerInvoke(deps, name.includes(':') ? name : targetId(name, qualifier), body, response);
  }

  const match = matchRoute(deps.routes(), request.method ?? 'GET', path);
  if (!match) return say(response, 404, 'Not Found');
  const requestId = randomUUID();
  try {
    const returned = await deps.invoke(
      match.route.targetId,
      toHttpEvent(request, url, body, match, requestId),
    );
    const { statusCode, headers, cookies, body: content } = toHttpResult(returned);
    response.writeHead(statusCode, {
      ...headers,
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
      'apigw-requestid': requestId,
    });
    response.end(content);
  } catch (error) {
    deps.onFault('A route failed', error, { route: match.route.routeKey });
    say(response, 500, 'Internal Server Error');
  }
};

/** Lambda's Invoke, for functions that a schedule calls: `aws lambda invoke` with this server as its endpoint. */
const answerInvoke = async (
  { invoke, onFault }: RouteServerDependencies,
  target: string,
  body: Buffer,
  response: ServerResponse,
): Promise<void> => {
  const running = invoke(target, body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
  if (!running) return say(response, 404, `Function not found: ${target}`);
  const headers = { 'content-type': 'application/json' };
  try {
    const result = JSON.stringify(await running);
    response.writeHead(200, headers).end(result);
  } catch (error) {
    onFault('A call failed', error, { target });
    const errorType = error instanceof FunctionFailed ? error.type : (error as Error).name;
    const fault = { errorType, errorMessage: (error as Error).message };
    response.writeHead(200, { ...headers, 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify(fault));
  }
};

const say = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
};
