// Keeps web pages away from the servers of this machine: their clients are no browsers, and a page that a person visits
// must not be able to speak for them, not even by DNS rebinding.
import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** True for a request that a web page made; `host` is the address the server listens on. */
export const isForeign = ({ headers }: Pick<IncomingMessage, 'headers'>, host = '127.0.0.1'): boolean => {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return true;
  const named = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK.has(host) && !LOOPBACK.has(named);
};
