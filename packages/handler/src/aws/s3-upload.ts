// An object written while it is made: in one piece where it is small, in parts where it is not, so that neither its size nor
// a slow network asks for more memory or a longer request. Each part can be sent again by the SDK.
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';

export type S3Sdk = typeof import('@aws-sdk/client-s3');

export interface Upload {
  sdk: S3Sdk;
  client: S3Client;
  /** `Bucket` and `Key`. */
  at: { Bucket: string; Key: string };
  contentType: string;
}

/** S3 wants 5 MiB or more of every part but the last. */
const PART_BYTES = 8 * 1024 * 1024;

export const uploadToS3 = async (upload: Upload, body: AsyncIterable<Uint8Array>): Promise<void> => {
  const { sdk, client, at, contentType: ContentType } = upload;
  const parts = inParts(body);
  const first = await parts.next();
  const second = first.done ? first : await parts.next();
  if (second.done) {
    const Body = first.done ? new Uint8Array() : first.value;
    await client.send(new sdk.PutObjectCommand({ ...at, Body, ContentType }));
    return;
  }
  // The SDK gives each part its checksum; S3 takes them only when they are announced, and wants them all again at the end.
  const { UploadId } = await client.send(
    new sdk.CreateMultipartUploadCommand({ ...at, ContentType, ChecksumAlgorithm: 'CRC32' }),
  );
  try {
    const sent: CompletedPart[] = [];
    for await (const Body of chained([first.value as Uint8Array, second.value], parts)) {
      const PartNumber = sent.length + 1;
      const { ETag, ChecksumCRC32 } = await client.send(
        new sdk.UploadPartCommand({ ...at, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
      );
      sent.push({ ETag, ChecksumCRC32, PartNumber });
    }
    await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts: sent } }),
    );
  } catch (error) {
    // Anything left is removed by the bucket's lifecycle.
    await client.send(new sdk.AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => {});
    throw error;
  }
};

const inParts = async function* (body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(pieces);
};

const chained = async function* <T>(before: T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  // Shifted one by one, so that what was sent can be collected.
  for (let next = before.shift(); next !== undefined; next = before.shift()) yield next;
  yield* rest;
};
