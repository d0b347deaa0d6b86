// A refusal of a service as an error in the form of the SDK's, so that one place judges both.
import type { HttpAnswer } from './exchange.ts';

export interface ServiceError extends Error {
  $fault: 'client' | 'server';
  $metadata: { httpStatusCode: number };
}

/** Named after the service's own code. The service's words are left out: they may quote the request. */
export const serviceError = ({ status, headers, body }: HttpAnswer): ServiceError =>
  Object.assign(new Error(`HTTP status ${status}`), {
    name: codeOf(headers['x-amzn-errortype'] ?? typeIn(body)) ?? 'UnknownError',
    $fault: status >= 500 ? ('server' as const) : ('client' as const),
    $metadata: { httpStatusCode: status },
  });

const typeIn = (body: string): unknown => {
  try {
    const { __type: type, code } = JSON.parse(body) as { __type?: unknown; code?: unknown };
    return type ?? code;
  } catch {
    return undefined;
  }
};

/** `com.amazonaws.sqs#QueueDoesNotExist`, `ThrottlingException:http://…` → the name in it. */
const codeOf = (type: unknown): string | undefined => {
  const text = Array.isArray(type) ? type[0] : type;
  if (typeof text !== 'string') return undefined;
  return /^(?:[^#]*#)?([A-Za-z][\w.]*)/.exec(text)?.[1];
};
