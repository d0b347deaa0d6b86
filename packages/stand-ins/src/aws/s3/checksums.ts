// The digests of an upload: the ETag, and every checksum the client sent, held against what really arrived.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.ts';

/** Algorithm (as in `x-amz-checksum-<algorithm>`) → base64 value. */
export type Checksums = Record<string, string>;

export interface UploadDigests {
  update(chunk: Uint8Array): void;
  /**
   * @param trailers what the aws-chunked body carried behind itself
   * @throws S3Error BadDigest or XAmzContentSHA256Mismatch
   */
  verify(trailers: Map<string, string>): { md5: string; checksums: Checksums };
}

interface Digest {
  update(chunk: Uint8Array): unknown;
  digest(): Buffer;
}

// crc32c and crc64nvme need tables that Node lacks; they are accepted unseen and not given back.
const ALGORITHMS: Record<string, () => Digest> = {
  crc32: () => {
    let value = 0;
    return {
      update: (chunk) => {
        value = crc32(chunk, value);
      },
      digest: () => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(value);
        return bytes;
      },
    };
  },
  sha1: () => createHash('sha1'),
  sha256: () => createHash('sha256'),
};

/** Whether a checksum is computed here; others are taken on trust. */
export const isComputed = (algorithm: string): boolean => Object.hasOwn(ALGORITHMS, algorithm);

const PREFIX = 'x-amz-checksum-';

export const createUploadDigests = (headers: IncomingHttpHeaders): UploadDigests => {
  const contentMd5 = readContentMd5(headers);
  const contentSha256 = readContentSha256(headers);
  const md5 = createHash('md5');
  const sha256 = contentSha256 === undefined ? undefined : createHash('sha256');
  const trailerName = String(headers['x-amz-trailer'] ?? '').toLowerCase();
  const wanted = Object.entries(ALGORITHMS)
    .filter(([name]) => headers[PREFIX + name] !== undefined || trailerName === PREFIX + name)
    .map(([name, create]) => ({ name, digest: create() }));
  return {
    update: (chunk) => {
      md5.update(chunk);
      sha256?.update(chunk);
      for (const { digest } of wanted) digest.update(chunk);
    },
    verify: (trailers) => {
      if (sha256 && sha256.digest('hex') !== contentSha256) throw new S3Error('XAmzContentSHA256Mismatch');
      const found = md5.digest();
      if (contentMd5 && !contentMd5.equals(found)) throw new S3Error('BadDigest');
      const checksums: Checksums = {};
      for (const { name, digest } of wanted) {
        const value = digest.digest().toString('base64');
        const sent = headers[PREFIX + name] ?? trailers.get(PREFIX + name);
        if (sent !== value)
          throw new S3Error('BadDigest', `The ${name} checksum did not match what we received.`);
        checksums[name] = value;
      }
      return { md5: found.toString('hex'), checksums };
    },
  };
};

const readContentMd5 = (headers: IncomingHttpHeaders): Buffer | undefined => {
  const header = headers['content-md5'];
  if (header === undefined) return undefined;
  const bytes = Buffer.from(String(header), 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest');
  return bytes;
};

// Other values (UNSIGNED-PAYLOAD, STREAMING-…) say how the body is signed and are no digest.
const readContentSha256 = (headers: IncomingHttpHeaders): string | undefined => {
  const header = String(headers['x-amz-content-sha256'] ?? '');
  return /^[\da-f]{64}$/.test(header) ? header : undefined;
};
