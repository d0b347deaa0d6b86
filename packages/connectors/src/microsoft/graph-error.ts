// What Microsoft Graph means by an error, where the status alone does not tell.
import { ConnectorError } from '../connector-error.ts';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { isObject, readObject } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';

export const graphError = ({ status, headers, body }: GuardedResponse): ConnectorError =>
  status === 400 && codeIn(body) === 'ErrorInvalidIdMalformed'
    ? new ConnectorError('gone', { status })
    : statusError(status, headers);

/** The transaction id has made an event already, another one or one that is gone. It comes as 400 and as 409. */
export const isDuplicate = ({ status, body }: GuardedResponse): boolean =>
  (status === 400 || status === 409) && codeIn(body) === 'ErrorDuplicateTransactionId';

const codeIn = (body: string): unknown => {
  const { error } = readObject(body) ?? {};
  return isObject(error) ? error.code : undefined;
};
