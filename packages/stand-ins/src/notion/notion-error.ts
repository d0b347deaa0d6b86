// Notion's way to say no.
import { Refused } from '../service/fake-request.ts';

const FAULTS = {
  missing_version: 400,
  invalid_json: 400,
  invalid_request: 400,
  invalid_request_url: 400,
  validation_error: 400,
  unauthorized: 401,
  restricted_resource: 403,
  object_not_found: 404,
  conflict_error: 409,
  rate_limited: 429,
  internal_server_error: 500,
  service_unavailable: 503,
  service_overload: 529,
} as const;

export type NotionFaultName = keyof typeof FAULTS;

/** The reply; also what tests give as a fault. */
export const notionFault = (code: NotionFaultName, headers?: Record<string, string>) => ({
  status: FAULTS[code],
  ...(headers && { headers }),
  body: { object: 'error', status: FAULTS[code], code, message: 'refused by the stand-in' },
});

export const refuse = (code: NotionFaultName): never => {
  throw new Refused(notionFault(code));
};
