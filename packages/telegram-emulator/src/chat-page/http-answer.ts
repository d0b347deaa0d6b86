// Answers and refusals in one shape, and bodies read with a limit.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '@steward/stand-ins';
import { securityHeaders } from './guard.ts';

/** A refusal with its HTTP status; the message is one sentence for the person at the page. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'HttpRefusal';
    this.status = status;
  }
}

/** Ends a request with bytes or a text. */
export const answer = (
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string>,
): void => {
  response.writeHead(status, {
    ...securityHeaders,
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(body);
};

/** Ends a request with JSON. */
export const answerJson = (response: ServerResponse, status: number, body: unknown): void =>
  answer(response, status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8' });

const mediaTypeOf = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/**
 * Reads a body of one media type, whole; what comes after `maxBytes` is never kept.
 * @throws HttpRefusal 415 on another media type, 413 when it is too large.
 */
export const readTyped = async (
  request: IncomingMessage,
  { mediaType, maxBytes, tooLarge }: { mediaType: string; maxBytes: number; tooLarge: string },
): Promise<Buffer> => {
  if (mediaTypeOf(request) !== mediaType) throw new HttpRefusal(415, `Send this as ${mediaType}.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new HttpRefusal(413, tooLarge);
  const body = await readBody(request, maxBytes, { cutOff: true });
  if (!body) throw new HttpRefusal(413, tooLarge);
  return body;
};
