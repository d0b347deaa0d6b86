// PutObject: streamed into an unfinished file, which becomes the object only when everything about it is right.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Bucket } from './bucket-store.ts';
import type { ObjectDescription } from './object-file.ts';
import { receiveUpload } from './receive-upload.ts';
import { S3Error } from './s3-error.ts';

const MAX_METADATA_BYTES = 2_048;
const METADATA = 'x-amz-meta-';
const KEPT_HEADERS = ['cache-control', 'content-disposition', 'content-language', 'expires'];

/** Resolves when the object is on the disk. */
export const putObject = async (
  bucket: Bucket,
  key: string,
  request: IncomingMessage,
  maxBytes: number,
): Promise<ObjectDescription> => {
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw new S3Error('NotImplemented');
  const headers = objectHeaders(request.headers);
  const unfinished = await bucket.begin();
  try {
    const upload = await receiveUpload(request, maxBytes, unfinished.write);
    const { size, md5: etag, checksums } = upload;
    const description = { key, size, etag, lastModified: Date.now(), headers, checksums };
    await unfinished.finish(description, { onlyIfMissing: ifNoneMatch === '*' });
    return description;
  } catch (error) {
    await unfinished.discard();
    throw error;
  }
};

export const objectHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(METADATA));
  const bytes = metadata.reduce(
    (sum, [name, value]) => sum + name.length - METADATA.length + String(value).length,
    0,
  );
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  const kept = KEPT_HEADERS.map((name) => [name, headers[name]] as const);
  const contentType = headers['content-type'] ?? 'binary/octet-stream';
  const all = [
    ...metadata,
    ...kept,
    ['content-type', contentType],
    ['content-encoding', encodingOf(headers)],
  ];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
};

// `aws-chunked` was the framing of this one request, not a property of the object.
const encodingOf = (headers: IncomingHttpHeaders): string | undefined => {
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',') || undefined;
};
