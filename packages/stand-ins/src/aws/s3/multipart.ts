// Uploads in parts, as Steward makes them: one after the other, in order. A part is checked before it is written, so that
// one that arrives twice or broken leaves no trace; what is unfinished when the process ends is gone.
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Bucket, UnfinishedObject } from './bucket-store.ts';
import { isComputed } from './checksums.ts';
import type { ObjectDescription } from './object-file.ts';
import { objectHeaders } from './put-object.ts';
import { receiveUpload, type Upload } from './receive-upload.ts';
import { S3Error } from './s3-error.ts';
import { textsOf } from './xml.ts';

interface RunningUpload {
  bucket: Bucket;
  key: string;
  headers: ObjectDescription['headers'];
  unfinished: UnfinishedObject;
  size: number;
  /** Size of the latest part. */
  lastBytes: number;
  /** Of the parts, in order; hex. */
  md5s: string[];
  /** The checksum that was announced for the parts, as in `crc32`. */
  algorithm: string | undefined;
  /** Of the parts, in order, where one was announced. */
  checksums: (string | undefined)[];
  /** A part that is being written: none comes in beside it. */
  busy: boolean;
}

export interface MultipartUploads {
  begin(bucket: Bucket, key: string, request: IncomingMessage): Promise<string>;
  /** The part as it was received. */
  put(bucket: Bucket, key: string, query: URLSearchParams, request: IncomingMessage): Promise<Upload>;
  /** The object's ETag. */
  complete(bucket: Bucket, key: string, query: URLSearchParams, request: IncomingMessage): Promise<string>;
  abort(bucket: Bucket, key: string, query: URLSearchParams): Promise<void>;
  /** Leaves nothing of what is unfinished. */
  close(): Promise<void>;
}

/** A part is held in memory until it is known to be whole. */
const MAX_PART_BYTES = 64 * 1_024 * 1_024;
const MIN_PART_BYTES = 5 * 1_024 * 1_024;
const MAX_DOCUMENT_BYTES = 8 * 1_024 * 1_024;

export const createMultipartUploads = (): MultipartUploads => {
  const uploads = new Map<string, RunningUpload>();

  const find = (bucket: Bucket, key: string, query: URLSearchParams): RunningUpload => {
    const upload = uploads.get(query.get('uploadId') ?? '');
    if (upload?.bucket !== bucket || upload.key !== key) throw new S3Error('NoSuchUpload');
    if (upload.busy) throw new S3Error('NotImplemented', 'Parts come one after the other here');
    return upload;
  };

  const write = async (upload: RunningUpload, query: URLSearchParams, request: IncomingMessage) => {
    const number = Number(query.get('partNumber'));
    const pieces: Uint8Array[] = [];
    const part = await receiveUpload(request, MAX_PART_BYTES, (piece) => pieces.push(piece));
    // S3 takes none that the beginning did not announce, and misses none that it did.
    if (Object.keys(part.checksums).join() !== (upload.algorithm ?? ''))
      throw new S3Error('InvalidRequest', 'Checksum Type mismatch occurred');
    // The answer to a first try may have been lost.
    if (number === upload.md5s.length && part.md5 === upload.md5s.at(-1)) return part;
    if (number !== upload.md5s.length + 1) throw new S3Error('NotImplemented', 'Parts come in order here');
    // Only the last may be smaller.
    if (upload.lastBytes < MIN_PART_BYTES) throw new S3Error('EntityTooSmall');
    await upload.unfinished.write(Buffer.concat(pieces));
    upload.md5s.push(part.md5);
    upload.checksums.push(Object.values(part.checksums)[0]);
    upload.size += part.size;
    upload.lastBytes = part.size;
    return part;
  };

  return {
    async begin(bucket, key, request) {
      request.resume();
      const headers = objectHeaders(request.headers);
      const id = randomUUID();
      const unfinished = await bucket.begin();
      uploads.set(id, {
        bucket,
        key,
        headers,
        unfinished,
        size: 0,
        lastBytes: MIN_PART_BYTES,
        md5s: [],
        algorithm: algorithmOf(request),
        checksums: [],
        busy: false,
      });
      return id;
    },
    async put(bucket, key, query, request) {
      const upload = find(bucket, key, query);
      upload.busy = true;
      try {
        return await write(upload, query, request);
      } finally {
        upload.busy = false;
      }
    },
    async complete(bucket, key, query, request) {
      const upload = find(bucket, key, query);
      const { unfinished, size, headers, md5s, algorithm, checksums } = upload;
      const pieces: Uint8Array[] = [];
      await receiveUpload(request, MAX_DOCUMENT_BYTES, (piece) => pieces.push(piece));
      const list = Buffer.concat(pieces).toString();
      const named = textsOf(list, 'ETag').map((tag) => tag.replaceAll('"', ''));
      if (named.length === 0 || named.join() !== md5s.join()) throw new S3Error('InvalidPart');
      if (algorithm && textsOf(list, `Checksum${algorithm.toUpperCase()}`).join() !== checksums.join())
        throw new S3Error('InvalidRequest', 'The complete request must include the checksum for each part');
      const etag = `${etagOf(md5s)}-${md5s.length}`;
      await unfinished.finish(
        { key, size, etag, lastModified: Date.now(), headers, checksums: {} },
        { onlyIfMissing: false },
      );
      uploads.delete(query.get('uploadId') ?? '');
      return etag;
    },
    async abort(bucket, key, query) {
      const upload = find(bucket, key, query);
      uploads.delete(query.get('uploadId') ?? '');
      await upload.unfinished.discard();
    },
    async close() {
      for (const { unfinished } of uploads.values()) await unfinished.discard();
      uploads.clear();
    },
  };
};

const algorithmOf = ({ headers }: IncomingMessage): string | undefined => {
  const algorithm = String(headers['x-amz-checksum-algorithm'] ?? '').toLowerCase();
  return isComputed(algorithm) ? algorithm : undefined;
};

/** As S3 makes it: the digest of the parts' digests. */
const etagOf = (md5s: string[]): string =>
  createHash('md5')
    .update(Buffer.concat(md5s.map((md5) => Buffer.from(md5, 'hex'))))
    .digest('hex');
