// HTTP to servers that a person has named. They must not lead into our own networks, keep us waiting, fill the memory, or get a
// password that is meant for another: each step of the way is judged as if it were the first.
import type { IncomingHttpHeaders } from 'node:http';
import { ConnectorError } from '../connector-error.ts';
import { createHostTest } from './allowed-hosts.ts';
import { exchange } from './exchange.ts';
import { type Resolve, resolveBySystem } from './guarded-lookup.ts';
import { toConnectorError } from './network-failure.ts';

export interface GuardedRequest {
  /** GET unless named. */
  method?: string;
  headers?: Record<string, string>;
  /** The `Authorization` header. It stays with the origin (scheme, host, port) that was asked for, until a redirect leaves it. */
  authorization?: string | undefined;
  body?: string;
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

export interface GuardedResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Where the answer came from, redirects followed. */
  url: URL;
}

/** @throws {ConnectorError} below HTTP and past a limit; any status is an answer. */
export type GuardedFetch = (url: string | URL, request?: GuardedRequest) => Promise<GuardedResponse>;

export interface GuardedFetchOptions {
  /** `host` or `host:port` of those that may be private and without https. */
  allowedHosts?: readonly string[];
  /** For everything: connecting, redirects, the last byte. */
  timeoutMs?: number;
  maxBytes?: number;
  maxRedirects?: number;
  resolve?: Resolve;
  /** PEM of a certificate to trust instead of the system's. */
  ca?: string;
}

const MEBIBYTE = 2 ** 20;
const MAX_URL_CHARACTERS = 4_096;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What only reads may be asked for elsewhere again; what writes may not. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** @throws {TypeError} when an allowed host is none */
export const createGuardedFetch = ({
  allowedHosts = [],
  timeoutMs = 20_000,
  maxBytes: usualBytes = 5 * MEBIBYTE,
  maxRedirects = 5,
  resolve = resolveBySystem,
  ca,
}: GuardedFetchOptions = {}): GuardedFetch => {
  const isAllowed = createHostTest(allowedHosts);

  const follow = async (
    first: URL,
    request: GuardedRequest,
    signal: AbortSignal,
  ): Promise<GuardedResponse> => {
    const { method = 'GET', headers = {}, authorization, body, maxBytes = usualBytes } = request;
    let url = first;
    let atHome = true;
    for (let redirects = 0; ; redirects += 1) {
      const anywhere = isAllowed(url);
      mustBeReachable(url, anywhere);
      atHome &&= url.origin === first.origin;
      const sent = {
        'user-agent': 'Steward/1.0',
        ...headers,
        ...(authorization !== undefined && atHome && { authorization }),
      };
      const answer = await exchange(
        url,
        { method, headers: sent, body },
        { resolve, anywhere, maxBytes, signal, ca },
      );
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || location === undefined || !READING.has(method))
        return { ...answer, body: new TextDecoder().decode(answer.body), url };
      if (redirects === maxRedirects || !URL.canParse(location, url.href))
        throw new ConnectorError('bad-answer');
      url = new URL(location, url);
    }
  };

  return async (target, request = {}) => {
    if (!URL.canParse(String(target))) throw new ConnectorError('forbidden-address');
    const overdue = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, overdue]) : overdue;
    try {
      return await follow(new URL(String(target)), request, signal);
    } catch (error) {
      throw toConnectorError(error, request.signal?.aborted ?? false);
    }
  };
};

/** A name or password in an address would be sent along by Node, to whomever it names. */
const mustBeReachable = (url: URL, anywhere: boolean): void => {
  const fits =
    (url.protocol === 'https:' || (url.protocol === 'http:' && anywhere)) &&
    url.username === '' &&
    url.password === '' &&
    url.href.length <= MAX_URL_CHARACTERS;
  if (!fits) throw new ConnectorError('forbidden-address');
};
