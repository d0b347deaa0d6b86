// Microsoft Graph's way to say no: a status, and a code that is a word.
import { Refused } from '../service/fake-request.ts';

const FAULTS = {
  BadRequest: [400, 'The request is not valid.'],
  ErrorInvalidIdMalformed: [400, 'Id is malformed.'],
  ErrorInvalidParameter: [400, 'A parameter of the request is not valid.'],
  ErrorCalendarViewRangeTooBig: [400, 'The calendar view is longer than 1825 days.'],
  ErrorPropertyValidationFailure: [400, 'At least one property failed validation.'],
  ErrorDuplicateTransactionId: [400, 'The TransactionId has already been used to create a different event.'],
  ErrorInvalidRecipients: [400, 'At least one recipient is not valid.'],
  InvalidAuthenticationToken: [401, 'Access token is empty, or not valid.'],
  ErrorAccessDenied: [403, 'Access is denied. Check credentials and try again.'],
  ErrorItemNotFound: [404, 'The specified object was not found in the store.'],
  ResourceNotFound: [404, 'Resource could not be discovered.'],
  ErrorIrresolvableConflict: [412, 'The change key does not match the current change key for the item.'],
  ApplicationThrottled: [429, 'Application is over its MailboxConcurrency limit.'],
  ErrorInternalServerError: [500, 'An internal server error occurred.'],
  ErrorServerBusy: [503, 'The server is too busy.'],
} as const satisfies Record<string, readonly [number, string]>;

export type GraphFaultName = keyof typeof FAULTS;

/** The reply; also what tests give as a fault. */
export const graphFault = (code: GraphFaultName, headers?: Record<string, string>) => {
  const [status, message] = FAULTS[code];
  return {
    status,
    ...(headers && { headers }),
    body: { error: { code, message, innerError: { 'request-id': '00000000-0000-0000-0000-000000000000' } } },
  };
};

export const refuse = (code: GraphFaultName, headers?: Record<string, string>): never => {
  throw new Refused(graphFault(code, headers));
};
