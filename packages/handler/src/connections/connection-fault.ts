// What a provider's client threw, as a person is told it.
import type { ConnectorErrorCode, OAuthErrorCode } from '@steward/connectors';
import { StewardError } from '@steward/core';
import type { ConnectionFault } from '@steward/core/web-contract';
import { ConnectionFailure } from './accounts.ts';

const FAULTS: Record<ConnectorErrorCode | OAuthErrorCode, ConnectionFault> = {
  auth: 'auth',
  'invalid-grant': 'auth',
  'consent-refused': 'auth',
  'no-refresh-token': 'auth',
  scope: 'scope',
  'scope-missing': 'scope',
  'read-only': 'scope',
  gone: 'gone',
  throttled: 'throttled',
  away: 'away',
  // Of our own limits of time: the person has not given up.
  aborted: 'away',
  'bad-answer': 'bad-answer',
  precondition: 'bad-answer',
  refused: 'bad-answer',
  'too-large': 'too-large',
  'forbidden-address': 'forbidden-address',
  certificate: 'certificate',
  'client-refused': 'provider-off',
};

export const faultOfCode = (code: ConnectorErrorCode): ConnectionFault => FAULTS[code];

/** Undefined where it is no fault of a provider: by its code, because the class would bring all clients of calendars along. */
export const faultOf = (error: unknown): ConnectionFault | undefined => {
  if (error instanceof ConnectionFailure) return error.why;
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const isOurs = name === 'ConnectorError' || name === 'OAuthError';
  return isOurs ? FAULTS[code as keyof typeof FAULTS] : undefined;
};

const OURS: Partial<Record<StewardError['code'], ConnectionFault>> = {
  'provider-off': 'provider-off',
  'token-key-missing': 'provider-off',
  // It was sealed for another place: only connecting anew helps.
  'seal-broken': 'auth',
  'connection-busy': 'away',
};

/** What is a fault of the table's, or of our own, stays what it is. */
export const toFailure = (error: unknown): unknown => {
  const why = error instanceof StewardError ? OURS[error.code] : faultOf(error);
  return why === undefined || error instanceof ConnectionFailure
    ? error
    : new ConnectionFailure(why, { cause: error });
};
