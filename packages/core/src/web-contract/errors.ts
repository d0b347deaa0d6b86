// How a route says no. The app has a sentence for each code, in each of its languages.
import type { ConnectionFault } from './integrations.ts';

/** Every answer that is not 2xx has this body. */
export interface WebFault {
  error: WebFaultCode;
  /** The field of the body that is at fault, e.g. `set.zone`: its message stands beside it. */
  field?: string;
  /** When to try again, with 429 and 503. */
  retryAfterSeconds?: number;
  /** With `connection-failed`. */
  why?: ConnectionFault;
  /** With `changed-meanwhile`: what the GET of that route answers now. */
  now?: unknown;
}

export type WebFaultCode =
  /** 400: a body or query that the route does not take. */
  | 'bad-request'
  /** 400, with `field`: a value that cannot be, e.g. a zone nobody knows. */
  | 'bad-value'
  /** 401: no session, or it has ended. */
  | 'signed-out'
  /** 401: a ticket or initData that is wrong, too old or used; which of them is never told. */
  | 'sign-in-refused'
  /** 403: the person is not let in (any more). */
  | 'not-let-in'
  | 'operator-only'
  /** 403: another site, port or door asked. */
  | 'foreign-request'
  /** 403: their role in the team does not allow it. */
  | 'no-right'
  /** 409: somebody else becomes owner first. */
  | 'last-owner'
  /** 409: as many members, invites or teams as there can be. */
  | 'full'
  | 'not-found'
  /** 409: somebody else, or another tab, was quicker. */
  | 'changed-meanwhile'
  | 'too-large'
  /** 422: what was to be connected, or read, does not work. */
  | 'connection-failed'
  | 'too-many-requests'
  /** 500 */
  | 'failed'
  /** 503: the table or the queue does not answer. */
  | 'unavailable';
