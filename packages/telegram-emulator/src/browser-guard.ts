// Keeps web pages away from the Bot API on this machine: no bot is a browser, and a page that a person visits
// must not be able to speak for the bot, not even by a name that was bent to point at this machine.
import type { IncomingMessage } from 'node:http';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** True for a request a web page made; `host` is the address the server listens on. */
export function isBrowser({ headers }: Pick<IncomingMessage, 'headers'>, host: string): boolean {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return true;
  if (!loopback.has(host)) return false;
  return !loopback.has((headers.host ?? '').replace(/:\d+$/, ''));
}
