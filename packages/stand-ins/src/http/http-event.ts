// An HTTP request → API Gateway's event (HTTP API, payload 2.0), and a function's result → the response.
import type { IncomingMessage } from 'node:http';

/** Which route of the API takes a request, and what its variables took. */
export interface HttpRoute {
  route: { apiId: string; routeKey: string };
  pathParameters: Record<string, string>;
}

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

/** What a request asks for. Undefined where that is no path of this server: another's address, or `*`. */
export const readTarget = ({ url = '' }: IncomingMessage): URL | undefined =>
  // Behind a host of its own, so that `//elsewhere/` stays a path.
  url.startsWith('/') && URL.canParse(`http://localhost${url}`)
    ? new URL(`http://localhost${url}`)
    : undefined;

/** API Gateway hands these over as they are, everything else in base64. */
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml|x-www-form-urlencoded|[\w.+-]+\+(?:json|xml)))/i;

export const toHttpEvent = (
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  { route, pathParameters }: HttpRoute,
  requestId: string,
  now = new Date(),
) => {
  const headers = headersOf(request);
  const sourceIp = request.socket.remoteAddress ?? '';
  const isText = body.length === 0 || TEXT.test(headers['content-type'] ?? '');
  const domainName = headers.host ?? '';
  const query = queryOf(url);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(request.headers.cookie !== undefined && { cookies: request.headers.cookie.split('; ') }),
    headers: { ...headers, ...forwarded(headers, sourceIp) },
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: route.apiId,
      domainName,
      domainPrefix: domainName.split(/[.:]/)[0] ?? '',
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
};

/** Names in small letters, repeated ones joined by commas, without the cookies, which have a field of their own. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => name !== 'cookie' && value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );

/** What API Gateway adds. A caller may have written into the first, never into `sourceIp`. */
const forwarded = (headers: Record<string, string>, sourceIp: string): Record<string, string> => ({
  'x-forwarded-for': [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(', '),
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
});

const queryOf = ({ searchParams }: URL): Record<string, string> | undefined => {
  const names = [...new Set(searchParams.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, searchParams.getAll(name).join(',')]));
};

/** `21/Nov/2026:09:26:01 +0000`. */
const clfTime = (now: Date): string => {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

/** What a function returned, as a response: an object with a status code says how, anything else is a JSON body. */
export const toHttpResult = (returned: unknown): HttpResult => {
  const json = { 'content-type': 'application/json' };
  if (typeof returned !== 'object' || returned === null || !('statusCode' in returned)) {
    const text = typeof returned === 'string' ? returned : JSON.stringify(returned ?? null);
    return { statusCode: 200, headers: json, cookies: [], body: Buffer.from(text) };
  }
  const {
    statusCode,
    headers = {},
    cookies = [],
    body,
    isBase64Encoded,
  } = returned as {
    statusCode: unknown;
    headers?: Record<string, unknown>;
    cookies?: string[];
    body?: string;
    isBase64Encoded?: boolean;
  };
  return {
    statusCode: Number(statusCode),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    cookies,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
