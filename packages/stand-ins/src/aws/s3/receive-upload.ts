// An uploaded body as its plain bytes: framing taken off, length and checksums held against the headers.
import type { IncomingMessage } from 'node:http';
import { type Checksums, createUploadDigests } from './checksums.ts';
import { decodeAwsChunked } from './decode-aws-chunked.ts';
import { S3Error } from './s3-error.ts';

export interface Upload {
  size: number;
  /** Hex; S3's ETag of an object put in one piece. */
  md5: string;
  checksums: Checksums;
}

/**
 * @param write called with each piece, in order; the next one waits for it
 * @throws S3Error when the body is too large, too short, too long, or not what its checksums say
 */
export const receiveUpload = async (
  request: IncomingMessage,
  maxBytes: number,
  write: (chunk: Uint8Array) => unknown,
): Promise<Upload> => {
  const { headers } = request;
  const declared = declaredBytes(request);
  if (declared > maxBytes) throw new S3Error('EntityTooLarge');
  const digests = createUploadDigests(headers);
  const trailers = new Map<string, string>();
  // The stream stays whole when the loop ends early, so that the refusal can still be answered on its socket.
  const raw: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  const body = isAwsChunked(request) ? decodeAwsChunked(raw, trailers) : raw;
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > declared) throw new S3Error('IncompleteBody');
    digests.update(chunk);
    await write(chunk);
  }
  if (size < declared) throw new S3Error('IncompleteBody');
  return { size, ...digests.verify(trailers) };
};

export const isAwsChunked = ({ headers }: IncomingMessage): boolean =>
  String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
  String(headers['content-encoding'] ?? '').includes('aws-chunked');

const declaredBytes = (request: IncomingMessage): number => {
  const name = isAwsChunked(request) ? 'x-amz-decoded-content-length' : 'content-length';
  const header = request.headers[name];
  if (header === undefined) throw new S3Error('MissingContentLength');
  const bytes = Number(header);
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new S3Error('InvalidArgument', `${name} is no length`);
  return bytes;
};
