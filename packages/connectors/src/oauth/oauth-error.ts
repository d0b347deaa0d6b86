// What can go wrong between us and an OAuth server, as a closed list: a caller decides by the code, a person gets a sentence
// for it. Nothing that the server or the browser sent is in it.
import { ConnectorError } from '../connector-error.ts';

export type OAuthErrorCode =
  /** The code was used, is too old or not for us; or the refresh token is no longer accepted: only connecting anew helps. */
  | 'invalid-grant'
  /** The person said no. */
  | 'consent-refused'
  /** The person left something out that is needed: `missing`. */
  | 'scope-missing'
  /** It would work for an hour. */
  | 'no-refresh-token'
  /** Our own id, secret or address is refused: the operator's to mend. */
  | 'client-refused'
  | 'throttled'
  /** Not reachable, no answer in time, or a fault of the server's own. */
  | 'away'
  | 'bad-answer'
  | 'aborted';

const MESSAGES: Record<OAuthErrorCode, string> = {
  'invalid-grant': 'The provider no longer accepts this sign-in',
  'consent-refused': 'The person refused',
  'scope-missing': 'Something that is needed was not allowed',
  'no-refresh-token': 'The provider gave access without a way to keep it',
  'client-refused': 'The provider refused the id, secret or address of this app',
  throttled: 'The provider asks to wait',
  away: 'The provider cannot be reached, or failed',
  'bad-answer': 'The provider sent something that is no answer',
  aborted: 'The request was aborted',
};

export interface OAuthErrorOptions {
  retryAfterMs?: number | undefined;
  status?: number | undefined;
  missing?: readonly string[];
}

/** Without a cause, because that of others may quote a token. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  /** A passing fault. A code may be spent all the same: try an exchange again, and expect `invalid-grant`. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  /** Of what was asked for. */
  readonly missing: readonly string[];

  constructor(code: OAuthErrorCode, { retryAfterMs, status, missing = [] }: OAuthErrorOptions = {}) {
    super(MESSAGES[code]);
    this.name = 'OAuthError';
    this.code = code;
    this.retryable = code === 'throttled' || code === 'away';
    this.retryAfterMs = retryAfterMs;
    this.status = status;
    this.missing = missing;
  }
}

/** What the HTTP client, or our own reading of an answer, threw. */
export const toOAuthError = (error: unknown): OAuthError => {
  if (error instanceof OAuthError) return error;
  if (!(error instanceof ConnectorError)) return new OAuthError('bad-answer');
  const { code, retryAfterMs, status } = error;
  switch (code) {
    case 'throttled':
    case 'aborted':
      return new OAuthError(code, { retryAfterMs, status });
    case 'auth':
    case 'gone':
      return new OAuthError('invalid-grant', { status });
    case 'scope':
      return new OAuthError('scope-missing', { status });
    case 'away':
    case 'certificate':
    case 'forbidden-address':
      return new OAuthError('away', { status });
    default:
      return new OAuthError('bad-answer', { status });
  }
};
