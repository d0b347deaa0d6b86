// GetObject and HeadObject, whole or one range.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Bucket } from './bucket-store.ts';
import type { ObjectDescription } from './object-file.ts';
import { S3Error } from './s3-error.ts';

interface ByteRange {
  start: number;
  /** Inclusive. */
  end: number;
}

/** Answers the request; what goes wrong before the first byte is thrown as S3Error. */
export const getObject = async (
  bucket: Bucket,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.headers['if-none-match'] !== undefined) throw new S3Error('NotImplemented');
  const found = await bucket.open(key);
  if (found === undefined) throw new S3Error('NoSuchKey');
  const { file, description } = found;
  try {
    const range = rangeOf(request.headers.range, description.size);
    const { start, end } = range ?? { start: 0, end: description.size - 1 };
    response.writeHead(range ? 206 : 200, {
      ...headersOf(description),
      'content-length': end - start + 1,
      ...(range && { 'content-range': `bytes ${start}-${end}/${description.size}` }),
      ...(!range && request.headers['x-amz-checksum-mode'] === 'ENABLED' && checksumHeaders(description)),
    });
    if (request.method === 'HEAD' || end < start) response.end();
    else await pipeline(file.createReadStream({ start, end, autoClose: false }), response);
  } finally {
    await file.close();
  }
};

const headersOf = ({ headers, etag, lastModified }: ObjectDescription) => ({
  ...headers,
  etag: `"${etag}"`,
  'last-modified': new Date(lastModified).toUTCString(),
  'accept-ranges': 'bytes',
});

/** What the upload was checked against, so that the client can check the download. */
export const checksumHeaders = ({
  checksums,
}: Pick<ObjectDescription, 'checksums'>): Record<string, string> => {
  const values = Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]);
  return values.length === 0 ? {} : { ...Object.fromEntries(values), 'x-amz-checksum-type': 'FULL_OBJECT' };
};

/** Undefined for no range, and for what S3 does not read as one (several ranges, other units): the whole object. */
const rangeOf = (header: string | undefined, size: number): ByteRange | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new S3Error('InvalidRange');
  return { start, end };
};
