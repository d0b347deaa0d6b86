// What Steward needs of S3, asked with the real SDK client; every S3 that stands in for AWS must answer alike.
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

export const s3ClientOf = (endpoint: string): S3Client =>
  new S3Client({ endpoint, region: standInRegion, credentials: standInCredentials, maxAttempts: 1 });

export const s3Contract = (
  name: string,
  start: () => Promise<{ endpoint: string; close(): Promise<void> }>,
): void => {
  describe(`S3 as Steward uses it, on ${name}`, () => {
    let server: Awaited<ReturnType<typeof start>>;
    let s3: S3Client;
    let Bucket: string;

    beforeAll(async () => {
      server = await start();
      s3 = s3ClientOf(server.endpoint);
    });
    afterAll(async () => {
      s3.destroy();
      await server.close();
    });
    beforeEach(async () => {
      Bucket = `bucket-${randomUUID()}`;
      await s3.send(new CreateBucketCommand({ Bucket }));
    });

    const put = (Key: string, Body: string | Uint8Array = 'x') =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const read = async (Key: string): Promise<string | undefined> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body?.transformToString();
    };
    const list = (input: Partial<ListObjectsV2Command['input']> = {}) =>
      s3.send(new ListObjectsV2Command({ Bucket, ...input }));
    const keysOf = (page: Awaited<ReturnType<typeof list>>) => page.Contents?.map(({ Key }) => Key) ?? [];

    it('gives back what was put, with its type, metadata and an MD5 as its ETag', async () => {
      const Body = '{"conversation": "Grüße 🦊"}';
      const stored = await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'archives/1/a.json',
          Body,
          ContentType: 'application/json',
          CacheControl: 'no-store',
          Metadata: { format: '1.0', Owner: '42' },
        }),
      );
      const etag = `"${createHash('md5').update(Body).digest('hex')}"`;
      expect(stored.ETag).toBe(etag);
      const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'archives/1/a.json' }));
      expect(await found.Body?.transformToString()).toBe(Body);
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'archives/1/a.json' }));
      for (const answer of [found, head]) {
        expect(answer).toMatchObject({
          ETag: etag,
          ContentType: 'application/json',
          CacheControl: 'no-store',
          ContentLength: Buffer.byteLength(Body),
          Metadata: { format: '1.0', owner: '42' },
        });
        expect(Math.abs(Date.now() - Number(answer.LastModified))).toBeLessThan(60_000);
      }
    });

    it('stores a stream without the framing in which the SDK sends it', async () => {
      const bytes = Buffer.alloc(3_000_000, 'streamed bytes ');
      const pieces = Array.from({ length: 30 }, (_, i) => bytes.subarray(i * 100_000, (i + 1) * 100_000));
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'streamed',
          Body: Readable.from(pieces),
          ContentLength: bytes.length,
        }),
      );
      const { Body, ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
      expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
      expect(ContentEncoding ?? '').not.toContain('aws-chunked');
    });

    it('keeps an empty object', async () => {
      await put('empty', '');
      expect(await read('empty')).toBe('');
    });

    it('replaces an object that is put again', async () => {
      await put('key', 'the first, longer text');
      await put('key', 'second');
      expect(await read('key')).toBe('second');
      expect(keysOf(await list())).toEqual(['key']);
    });

    it('gives back the checksum that an upload was checked against', async () => {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'abc', ChecksumAlgorithm: 'SHA256' }));
      const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
      expect(answer.ChecksumSHA256).toBe(createHash('sha256').update('abc').digest('base64'));
      expect(await answer.Body?.transformToString()).toBe('abc');
    });

    it.each([
      ['bytes=2-4', 'cde', 'bytes 2-4/10'],
      ['bytes=7-', 'hij', 'bytes 7-9/10'],
      ['bytes=-2', 'ij', 'bytes 8-9/10'],
      ['bytes=8-99', 'ij', 'bytes 8-9/10'],
    ])('reads the range %s', async (Range, expected, ContentRange) => {
      await put('letters', 'abcdefghij');
      const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'letters', Range }));
      expect(await answer.Body?.transformToString()).toBe(expected);
      expect(answer).toMatchObject({ ContentRange, ContentLength: expected.length });
    });

    it('refuses a range behind the end', async () => {
      await put('letters', 'abc');
      const get = s3.send(new GetObjectCommand({ Bucket, Key: 'letters', Range: 'bytes=3-5' }));
      await expect(get).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
    });

    it('says that a key is missing', async () => {
      const missing = { Bucket, Key: 'missing' };
      await expect(s3.send(new GetObjectCommand(missing))).rejects.toMatchObject({
        name: 'NoSuchKey',
        $metadata: { httpStatusCode: 404 },
      });
      await expect(s3.send(new HeadObjectCommand(missing))).rejects.toMatchObject({ name: 'NotFound' });
    });

    it('says that a bucket is missing', async () => {
      const missing = { Bucket: 'no-such-bucket', Key: 'key' };
      await expect(s3.send(new HeadBucketCommand(missing))).rejects.toMatchObject({ name: 'NotFound' });
      for (const command of [
        new GetObjectCommand(missing),
        new PutObjectCommand({ ...missing, Body: 'x' }),
        new DeleteObjectCommand(missing),
        new ListObjectsV2Command(missing),
      ]) {
        await expect(s3.send(command as GetObjectCommand)).rejects.toMatchObject({ name: 'NoSuchBucket' });
      }
    });

    it('finds a bucket that is there, and makes it twice without a word', async () => {
      await s3.send(new CreateBucketCommand({ Bucket }));
      expect((await s3.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
    });

    it('refuses a bucket name that S3 would refuse', async () => {
      const create = s3.send(new CreateBucketCommand({ Bucket: 'a..b' }));
      await expect(create).rejects.toMatchObject({ name: 'InvalidBucketName' });
    });

    it('deletes an object, and one that is not there just as calmly', async () => {
      await put('key');
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
      await expect(read('key')).rejects.toMatchObject({ name: 'NoSuchKey' });
      expect(keysOf(await list())).toEqual([]);
    });

    it('deletes many objects at once, whatever their names', async () => {
      const keys = ['a', 'b & <c> "d"', 'ü/🦊.json', 'kept'];
      for (const key of keys) await put(key);
      const Objects = [...keys.slice(0, 3), 'missing'].map((Key) => ({ Key }));
      const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key));
      expect(keysOf(await list())).toEqual(['kept']);
    });

    it('names the deleted objects only to those who asked', async () => {
      await put('a');
      const Delete = { Objects: [{ Key: 'a' }], Quiet: true };
      const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
      expect(Deleted ?? []).toEqual([]);
      expect(keysOf(await list())).toEqual([]);
    });

    it('lists what begins with a prefix, in order and with sizes', async () => {
      for (const key of ['archives/2/b', 'archives/1/b', 'archives/1/a', 'other']) await put(key, 'four');
      const page = await list({ Prefix: 'archives/1/' });
      expect(keysOf(page)).toEqual(['archives/1/a', 'archives/1/b']);
      expect(page).toMatchObject({ KeyCount: 2, IsTruncated: false, Prefix: 'archives/1/' });
      expect(page.Contents?.[0]).toMatchObject({ Size: 4, StorageClass: 'STANDARD' });
      expect(page.Contents?.[0]?.ETag).toBe(`"${createHash('md5').update('four').digest('hex')}"`);
      expect(keysOf(await list({ Prefix: 'nothing' }))).toEqual([]);
    });

    it('puts an object together from its parts', async () => {
      const Key = 'archives/1/large.json';
      const parts = [Buffer.alloc(5 * 1_024 * 1_024, 'a'), Buffer.from('é and the rest')];
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({
          Bucket,
          Key,
          ContentType: 'application/json',
          ChecksumAlgorithm: 'CRC32',
        }),
      );
      const sent: CompletedPart[] = [];
      for (const Body of parts) {
        const PartNumber = sent.length + 1;
        const { ETag, ChecksumCRC32 } = await s3.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
        );
        sent.push({ ETag, ChecksumCRC32, PartNumber });
      }
      expect(keysOf(await list())).toEqual([]);
      await s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } }),
      );
      const found = await s3.send(new GetObjectCommand({ Bucket, Key }));
      expect(found).toMatchObject({ ContentType: 'application/json', ETag: expect.stringMatching(/-2"$/) });
      const body = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
      expect(body.equals(Buffer.concat(parts))).toBe(true);
    });

    it('keeps nothing of an upload that was aborted, and knows no upload that was not begun', async () => {
      const Key = 'archives/1/aborted.json';
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }),
      );
      await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }));
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      expect(keysOf(await list())).toEqual([]);
      for (const id of [UploadId, 'never-begun']) {
        const late = s3.send(new UploadPartCommand({ Bucket, Key, UploadId: id, PartNumber: 2, Body: 'x' }));
        await expect(late).rejects.toMatchObject({ name: 'NoSuchUpload' });
      }
    });

    it('lists page after page without losing or repeating a key', async () => {
      const keys = Array.from({ length: 7 }, (_, i) => `key-${i}`);
      for (const key of keys) await put(key);
      const seen: (string | undefined)[][] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list({ MaxKeys: 3, ...(ContinuationToken && { ContinuationToken }) });
        seen.push(keysOf(page));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      expect(seen).toEqual([keys.slice(0, 3), keys.slice(3, 6), keys.slice(6)]);
    });

    it('lists from behind a key', async () => {
      for (const key of ['a', 'b', 'c']) await put(key);
      expect(keysOf(await list({ StartAfter: 'a' }))).toEqual(['b', 'c']);
    });

    it('groups keys at a delimiter, like folders', async () => {
      for (const key of ['root', 'a/1', 'a/2', 'b/1', 'b/c/1']) await put(key);
      const top = await list({ Delimiter: '/' });
      expect(keysOf(top)).toEqual(['root']);
      expect(top.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
      const inside = await list({ Delimiter: '/', Prefix: 'b/' });
      expect(keysOf(inside)).toEqual(['b/1']);
      expect(inside.CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
    });

    it.each(['with space', 'a+b', '50%', 'a&b<c>"d\'', 'Größe/🦊', 'x'.repeat(1_024), 'q?x=1#y'])(
      'keeps the key %s as it is',
      async (key) => {
        await put(key, 'content');
        expect(await read(key)).toBe('content');
        expect(keysOf(await list())).toEqual([key]);
      },
    );

    it('keeps keys apart that differ only in case', async () => {
      await put('Key', 'upper');
      await put('key', 'lower');
      expect([await read('Key'), await read('key')]).toEqual(['upper', 'lower']);
    });
  });
};
