// The one place where faults of AWS become errors with policy: worth another try, or refused for good.
import { StewardError } from '@steward/core';

/** What the SDK's errors have in common; network errors carry a `code` instead of a response. */
interface AwsFault extends Error {
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
  $retryable?: object;
  code?: unknown;
}

const THROTTLING = new Set([
  'LimitExceededException',
  'OverLimit',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);
const TIMEOUTS = new Set(['RequestTimeout', 'TimeoutError']);

/**
 * Runs a call of the SDK or of the signed client. Throttling, 5xx, timeouts and network errors become `storage-unavailable`
 * (retryable); every other refusal, such as a missing permission, becomes `storage-refused`. What is no fault of AWS passes
 * unchanged.
 */
export const callAws = async <T>(service: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (cause) {
    if (isTransient(cause)) {
      throw new StewardError('storage-unavailable', `${service} cannot be reached`, {
        retryable: true,
        cause,
      });
    }
    if (isRefusal(cause))
      throw new StewardError('storage-refused', `${service} refused the request`, { cause });
    throw cause;
  }
};

/** Asked too often: worth a longer wait. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error &&
  (THROTTLING.has(error.name) || (error as AwsFault).$metadata?.httpStatusCode === 429);

/** Whether another try can help. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { name, code, $metadata, $retryable, $fault } = error as AwsFault;
  if (isThrottled(error) || TIMEOUTS.has(name) || $retryable !== undefined || $fault === 'server')
    return true;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500;
  // Without a response: ECONNREFUSED, ENOTFOUND, ECONNRESET … of the system, HPE_… for an answer that is no HTTP.
  return typeof code === 'string' && /^(?:E|HPE_)[A-Z_]+$/.test(code);
};

const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  ('$fault' in error || '$metadata' in error || error.name === 'CredentialsProviderError');
