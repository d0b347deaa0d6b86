// WebDAV requests with a password that stays where it belongs: it goes to the server that was named, and to no host that this one
// names. Apple's account is spread over hosts of one domain, which belong together.
import { ConnectorError } from '../connector-error.ts';
import type { GuardedFetch, GuardedResponse } from '../http/guarded-fetch.ts';
import { statusError } from '../http/status-error.ts';
import { type DavResponse, readMultistatus } from './multistatus.ts';

export interface DavRequest {
  method: 'PROPFIND' | 'REPORT' | 'PUT' | 'DELETE' | 'GET';
  depth?: 0 | 1;
  headers?: Record<string, string>;
  body?: string;
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

export interface DavClient {
  /** Whatever the server answers. */
  send(url: URL, request: DavRequest): Promise<GuardedResponse>;
  /** @throws {ConnectorError} when the answer is no multistatus */
  ask(url: URL, request: DavRequest): Promise<DavResponse[]>;
}

export interface DavClientDependencies {
  fetch: GuardedFetch;
  server: URL;
  username: string;
  password: string;
}

export const createDavClient = ({ fetch, server, username, password }: DavClientDependencies): DavClient => {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const once = async (
    url: URL,
    { method, depth, headers, body, maxBytes, signal }: DavRequest,
  ): Promise<GuardedResponse> => {
    if (!belongsTo(server, url)) throw new ConnectorError('forbidden-address');
    const answer = await fetch(url, {
      method,
      authorization,
      headers: {
        ...(depth !== undefined && {
          depth: String(depth),
          'content-type': 'application/xml; charset=utf-8',
        }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      ...(maxBytes !== undefined && { maxBytes }),
      signal,
    });
    if (!belongsTo(server, answer.url)) throw new ConnectorError('forbidden-address');
    return answer;
  };

  const send: DavClient['send'] = async (url, request) => {
    const answer = await once(url, request);
    // A redirect to another host of the account came without the password.
    return answer.status === 401 && answer.url.origin !== url.origin ? once(answer.url, request) : answer;
  };

  return {
    send,
    ask: async (url, request) => {
      const { status, headers, body, url: from } = await send(url, request);
      if (status !== 207) throw statusError(status, headers);
      return readMultistatus(body, from);
    },
  };
};

const isApple = ({ protocol, hostname, port }: URL): boolean =>
  protocol === 'https:' && port === '' && /(?:^|\.)icloud\.com$/.test(hostname);

/** Whether what the account's password opens may lie there. */
const belongsTo = (server: URL, url: URL): boolean =>
  url.origin === server.origin || (isApple(server) && isApple(url));
