// What Google means by an error: a 403 may be a limit that passes, a right that is missing, or a calendar that only reads.
import { ConnectorError } from '../connector-error.ts';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { isObject, readObject } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';

/** Those that pass. `accessNotConfigured` has the same domain and does not. */
const LIMITS = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'calendarUsageLimitsExceeded',
]);
const READ_ONLY = new Set(['requiredAccessLevel', 'forbiddenForNonOrganizer']);

export const googleError = ({ status, headers, body }: GuardedResponse): ConnectorError => {
  const reasons = status === 403 ? reasonsIn(body) : [];
  if (reasons.some((reason) => LIMITS.has(reason))) {
    const { retryAfterMs } = statusError(429, headers);
    return new ConnectorError('throttled', { status, retryAfterMs });
  }
  if (reasons.some((reason) => READ_ONLY.has(reason))) return new ConnectorError('read-only', { status });
  return statusError(status, headers);
};

const reasonsIn = (body: string): string[] => {
  const { error } = readObject(body) ?? {};
  const errors = isObject(error) && Array.isArray(error.errors) ? error.errors : [];
  return errors.filter(isObject).map(({ reason }) => String(reason));
};
