// The one error of this package: a code to decide by, a fixed sentence to log, and nothing a server or a person wrote.

export type ConnectorErrorCode =
  /** The password, or the token, is not accepted. */
  | 'auth'
  /** Signed in, but this is not allowed: a right was not granted. */
  | 'scope'
  /** What is asked for is not there, or no longer. */
  | 'gone'
  /** It is not as it was, or not ours: nothing was changed. */
  | 'precondition'
  | 'throttled'
  /** Not reachable, no answer in time, or a fault of the server's own. */
  | 'away'
  | 'bad-answer'
  | 'too-large'
  /** An address that connections must not reach: private, not https, or not where the account is. */
  | 'forbidden-address'
  | 'certificate'
  | 'read-only'
  /** The server does not take what it was given, whoever asks. */
  | 'refused'
  | 'aborted';

const MESSAGES: Record<ConnectorErrorCode, string> = {
  auth: 'The server refused the sign-in',
  scope: 'The sign-in does not allow this',
  gone: 'It is not there, or no longer',
  precondition: 'It has changed since, or belongs to something else',
  throttled: 'The server asks to wait',
  away: 'The server cannot be reached, or failed',
  'bad-answer': 'The server sent something that is no answer',
  'too-large': 'The answer is too large',
  'forbidden-address': 'This address must not be reached',
  certificate: 'The certificate of the server was refused',
  'read-only': 'This calendar can only be read',
  refused: 'The server refused what it was given',
  aborted: 'The request was aborted',
};

export interface ConnectorErrorOptions {
  /** The next try must not come sooner. */
  retryAfterMs?: number | undefined;
  /** HTTP status, where the server answered with one that is an error. */
  status?: number;
}

/** Every failure of this package. It has no cause: those of the network quote addresses, and an address may be a secret. */
export class ConnectorError extends Error {
  readonly code: ConnectorErrorCode;
  /** A passing fault. Also a write may be tried again: what it makes is recognised. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(code: ConnectorErrorCode, { retryAfterMs, status }: ConnectorErrorOptions = {}) {
    super(MESSAGES[code]);
    this.name = 'ConnectorError';
    this.code = code;
    this.retryable = code === 'throttled' || code === 'away';
    this.retryAfterMs = retryAfterMs;
    this.status = status;
  }
}
