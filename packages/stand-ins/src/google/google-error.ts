// Google's way to say no: a status, a reason, and the domain that tells a limit from a refusal.
import { Refused } from '../service/fake-request.ts';

interface GoogleFault {
  status: number;
  reason: string;
  domain?: string;
  message: string;
  location?: string;
}

const FAULTS = {
  invalid: { status: 400, reason: 'invalid', message: 'Invalid Value' },
  required: { status: 400, reason: 'required', message: 'Required' },
  badRequest: { status: 400, reason: 'badRequest', message: 'Bad Request' },
  parseError: { status: 400, reason: 'parseError', message: 'Parse Error' },
  timeRangeEmpty: {
    status: 400,
    reason: 'timeRangeEmpty',
    domain: 'calendar',
    message: 'The specified time range is empty.',
  },
  timeRangeTooLong: {
    status: 400,
    reason: 'timeRangeTooLong',
    domain: 'calendar',
    message: 'The requested time range is too long.',
  },
  authError: { status: 401, reason: 'authError', message: 'Invalid Credentials', location: 'Authorization' },
  insufficientPermissions: {
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
  },
  requiredAccessLevel: {
    status: 403,
    reason: 'requiredAccessLevel',
    domain: 'calendar',
    message: 'You need to have writer access to this calendar.',
  },
  forbidden: { status: 403, reason: 'forbidden', message: 'Forbidden' },
  rateLimitExceeded: {
    status: 403,
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Rate Limit Exceeded',
  },
  quotaExceeded: {
    status: 403,
    reason: 'quotaExceeded',
    domain: 'usageLimits',
    message: 'Calendar usage limits exceeded.',
  },
  notFound: { status: 404, reason: 'notFound', message: 'Not Found' },
  duplicate: { status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' },
  deleted: { status: 410, reason: 'deleted', message: 'Resource has been deleted' },
  fullSyncRequired: {
    status: 410,
    reason: 'fullSyncRequired',
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
  },
  conditionNotMet: {
    status: 412,
    reason: 'conditionNotMet',
    message: 'Precondition Failed',
    location: 'If-Match',
  },
  tooManyRequests: {
    status: 429,
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Rate Limit Exceeded',
  },
  backendError: { status: 500, reason: 'backendError', message: 'Backend Error' },
} satisfies Record<string, GoogleFault>;

export type GoogleFaultName = keyof typeof FAULTS;

/** The reply; also what tests give as a fault. */
export const googleFault = (name: GoogleFaultName, headers?: Record<string, string>) => {
  const { status, reason, message, domain = 'global', location }: GoogleFault = FAULTS[name];
  const place = location === undefined ? {} : { locationType: 'header', location };
  return {
    status,
    ...(headers && { headers }),
    body: { error: { errors: [{ domain, reason, message, ...place }], code: status, message } },
  };
};

export const refuse = (name: GoogleFaultName): never => {
  throw new Refused(googleFault(name));
};
