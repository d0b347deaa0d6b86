// Events as API Gateway sends them to the function `web`, and an app of two small documents.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { App, AppDocument } from '@steward/core/web-contract';
import type { WebEvent, WebResponse } from '../src/web/read-event.ts';

export const ORIGIN = 'https://steward.example';

const documentOf = (text: string): AppDocument => {
  const html = Buffer.from(`<!doctype html><title>${text}</title>`);
  return {
    ...{ html, br: brotliCompressSync(html), gzip: gzipSync(html), etag: `tag-of-${text}` },
    ...{ scriptHashes: ['sha256-script'], styleHashes: ['sha256-style'] },
  };
};

export const APP: App = { miniApp: documentOf('mini'), browser: documentOf('browser') };

export interface Sent {
  headers?: Record<string, string>;
  cookies?: string[];
  query?: Record<string, string>;
  /** As JSON; a text goes as it is. */
  body?: unknown;
  address?: string;
}

/** @param route such as `POST /api/ticket`; what writes comes from the app's own page, unless it says otherwise */
export const webEvent = (route: string, { headers, cookies, query, body, address }: Sent = {}): WebEvent => {
  const [method = 'GET', rawPath = '/'] = route.split(' ');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const written = method === 'GET' ? {} : { 'content-type': 'application/json', origin: ORIGIN };
  return {
    rawPath,
    headers: { ...written, ...headers },
    ...(cookies && { cookies }),
    ...(query && { queryStringParameters: query, rawQueryString: String(new URLSearchParams(query)) }),
    ...(text !== undefined && { body: text }),
    requestContext: { requestId: 'request-1', http: { method, sourceIp: address ?? '198.51.100.7' } },
  };
};

export const jsonOf = (response: WebResponse): unknown => JSON.parse(response.body ?? 'null');
