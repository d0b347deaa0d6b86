// API Gateway's event (HTTP API, payload 2.0) as the routes look into it, and what goes back.
import { WebError } from './web-error.ts';

/** The part of the event that is read. */
export interface WebEvent {
  rawPath?: string;
  rawQueryString?: string;
  headers?: Record<string, string | undefined>;
  cookies?: string[];
  queryStringParameters?: Record<string, string | undefined>;
  body?: string | null;
  isBase64Encoded?: boolean;
  requestContext?: { requestId?: string; http?: { method?: string; sourceIp?: string } };
}

export interface WebResponse {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

export interface Ask {
  method: string;
  path: string;
  /** Empty: it was not sent. */
  header(name: string): string;
  /** All of that name, in the order they came. */
  cookies(name: string): string[];
  query: Record<string, string | undefined>;
  /** With what came twice, which `query` has as one. */
  allOfQuery: URLSearchParams;
  /** The JSON of the body. Throws where it is none, too large, or not said to be JSON. */
  json(): unknown;
  /** Where it comes from; empty: not known. */
  address: string;
  requestId: string;
}

export const MAX_BODY_BYTES = 65_536;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

export const readEvent = (event: WebEvent): Ask => {
  const headers = new Map(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const header = (name: string): string => headers.get(name) ?? '';
  const { requestId = '', http = {} } = event.requestContext ?? {};
  return {
    method: http.method ?? 'GET',
    path: event.rawPath ?? '/',
    header,
    cookies: (name) =>
      (event.cookies ?? [])
        .filter((cookie) => cookie.startsWith(`${name}=`))
        .map((cookie) => cookie.slice(name.length + 1)),
    query: event.queryStringParameters ?? {},
    allOfQuery: new URLSearchParams(event.rawQueryString),
    json() {
      const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
      if (body.length > MAX_BODY_BYTES) throw new WebError('too-large');
      if (!JSON_TYPE.test(header('content-type'))) throw new WebError('bad-request');
      try {
        return JSON.parse(body.toString('utf8'));
      } catch {
        // The parser's own words quote the body.
        throw new WebError('bad-request');
      }
    },
    address: http.sourceIp ?? '',
    requestId,
  };
};
