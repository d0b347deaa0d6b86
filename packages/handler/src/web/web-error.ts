// How a route says no.
import type { WebFault, WebFaultCode } from '@steward/core/web-contract';

const STATUS: Record<WebFaultCode, number> = {
  'bad-request': 400,
  'bad-value': 400,
  'signed-out': 401,
  'sign-in-refused': 401,
  'not-let-in': 403,
  'operator-only': 403,
  'foreign-request': 403,
  'no-right': 403,
  'not-found': 404,
  'changed-meanwhile': 409,
  'last-owner': 409,
  full: 409,
  'too-large': 413,
  'connection-failed': 422,
  'too-many-requests': 429,
  failed: 500,
  unavailable: 503,
};

export class WebError extends Error {
  readonly status: number;
  readonly fault: WebFault;

  constructor(code: WebFaultCode, rest: Omit<WebFault, 'error'> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'WebError';
    this.status = STATUS[code];
    this.fault = { error: code, ...rest };
  }
}
