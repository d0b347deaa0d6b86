// Turns an HTTP status that is no success into an error. Bodies are not looked at: they are for people, in any language.
import type { IncomingHttpHeaders } from 'node:http';
import { ConnectorError, type ConnectorErrorCode } from '../connector-error.ts';

const CODES: Record<number, ConnectorErrorCode> = {
  401: 'auth',
  403: 'scope',
  404: 'gone',
  409: 'precondition',
  410: 'gone',
  412: 'precondition',
  413: 'too-large',
  429: 'throttled',
  507: 'too-large',
  // Notion's, when it is overloaded.
  529: 'throttled',
};
const MAX_WAIT_MS = 24 * 3_600_000;

export const statusError = (
  status: number,
  headers: IncomingHttpHeaders = {},
  nowMs = Date.now(),
): ConnectorError => {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const asksToWait = status === 503 && retryAfterMs !== undefined;
  const code = asksToWait ? 'throttled' : (CODES[status] ?? (status >= 500 ? 'away' : 'bad-answer'));
  return new ConnectorError(code, { status, ...(code === 'throttled' && { retryAfterMs }) });
};

/** Seconds, or a date. */
const readRetryAfter = (text: string | undefined, nowMs: number): number | undefined => {
  if (text === undefined) return undefined;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), MAX_WAIT_MS);
};
