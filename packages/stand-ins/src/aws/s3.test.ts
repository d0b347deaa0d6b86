import { Readable } from 'node:stream';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { s3Contract } from './s3.contract.ts';
import { Bucket, openS3Folder } from './testing/s3-folder.ts';

s3Contract('the folder-backed stand-in', async () => {
  const { endpoint, remove } = await openS3Folder();
  return { endpoint, close: remove };
});

s3Contract('fauxqs', async () => {
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  return { endpoint, close: async () => void (await app.close()) };
});

describe('the folder-backed S3 stand-in', () => {
  let folder: Awaited<ReturnType<typeof openS3Folder>>;

  beforeEach(async () => {
    folder = await openS3Folder({ maxObjectBytes: 1_000 });
  });
  afterEach(() => folder.remove());

  it('refuses a key of more than 1,024 bytes', async () => {
    await expect(folder.put('ü'.repeat(513), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('refuses an object above the size limit, whether whole or streamed, and keeps the old one', async () => {
    await folder.put('key', 'x'.repeat(1_000));
    await expect(folder.put('key', 'y'.repeat(1_001))).rejects.toMatchObject({ name: 'EntityTooLarge' });
    const stream = Readable.from([Buffer.alloc(400_000)]);
    const streamed = folder.put('key', stream, { ContentLength: 400_000 });
    await expect(streamed).rejects.toMatchObject({ name: 'EntityTooLarge' });
    expect(await folder.read('key')).toBe('x'.repeat(1_000));
    expect(await folder.files('incoming')).toEqual([]);
  });

  const framed = (length: string) => ({
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': length,
  });

  it.each<[string, Record<string, string>, string]>([
    ['a wrong Content-MD5', { 'content-md5': Buffer.alloc(16).toString('base64') }, 'BadDigest'],
    ['a malformed Content-MD5', { 'content-md5': 'abc' }, 'InvalidDigest'],
    ['a wrong crc32', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
    ['a wrong sha1', { 'x-amz-checksum-sha1': 'AAAA' }, 'BadDigest'],
    ['a wrong sha256', { 'x-amz-checksum-sha256': 'AAAA' }, 'BadDigest'],
    ['a wrong signed digest', { 'x-amz-content-sha256': '0'.repeat(64) }, 'XAmzContentSHA256Mismatch'],
    ['too much metadata', { 'x-amz-meta-x': 'y'.repeat(2_048) }, 'MetadataTooLarge'],
    ['a condition it does not know', { 'if-none-match': '"abc"' }, 'NotImplemented'],
    ['a copy', { 'x-amz-copy-source': '/archives/other' }, 'NotImplemented'],
    ['a length that is none', framed('-1'), 'InvalidArgument'],
    ['no length', { 'transfer-encoding': 'chunked' }, 'MissingContentLength'],
    ['framing that ends early', framed('4'), 'IncompleteBody'],
  ])('refuses an upload with %s and stores nothing', async (_, headers, code) => {
    expect(await folder.send('PUT', `/${Bucket}/key`, headers, 'body')).toMatchObject({ code });
    expect([...(await folder.files('incoming')), ...(await folder.files('objects'))]).toEqual([]);
  });

  it('refuses a framed body that is longer or shorter than announced, or not what its trailer says', async () => {
    const body = '4\r\nbody\r\n0\r\n\r\n';
    const send = (headers: Record<string, string>, text = body) =>
      folder.send('PUT', `/${Bucket}/key`, headers, text);
    for (const length of ['3', '5'])
      expect(await send(framed(length))).toMatchObject({ code: 'IncompleteBody' });
    const trailed = { ...framed('4'), 'x-amz-trailer': 'x-amz-checksum-crc32' };
    expect(await send(trailed)).toMatchObject({ code: 'BadDigest' });
    const wrong = '4\r\nbody\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    expect(await send(trailed, wrong)).toMatchObject({ code: 'BadDigest' });
    expect(await folder.keys()).toEqual([]);
    expect(await send(framed('4'))).toMatchObject({ status: 200 });
    expect(await folder.read('key')).toBe('body');
  });

  it('puts an object only where none is, when asked to', async () => {
    await folder.put('key', 'first', { IfNoneMatch: '*' });
    const second = folder.put('key', 'second', { IfNoneMatch: '*' });
    await expect(second).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await folder.read('key')).toBe('first');
    expect(await folder.files('incoming')).toEqual([]);
  });

  it('takes a part that arrives twice once, and none out of order, too small before another, or broken', async () => {
    const Key = 'parts';
    const { UploadId } = await folder.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }),
    );
    const part = (PartNumber: number, Body: Uint8Array) =>
      folder.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    const first = Buffer.alloc(5 * 1_024 * 1_024, 'a');
    await expect(part(2, first)).rejects.toMatchObject({ name: 'NotImplemented' });
    const { ETag, ChecksumCRC32 } = await part(1, first);
    expect((await part(1, first)).ETag).toBe(ETag);
    const place = `/${Bucket}/${Key}?partNumber=2&uploadId=${UploadId}`;
    const crc = { 'x-amz-checksum-crc32': 'AAAAAA==', 'content-length': '4' };
    expect(await folder.send('PUT', place, crc, 'body')).toMatchObject({ code: 'BadDigest' });
    const second = await part(2, Buffer.from('b'));
    await expect(part(3, Buffer.from('c'))).rejects.toMatchObject({ name: 'EntityTooSmall' });
    const complete = (parts: CompletedPart[]) =>
      folder.s3.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: parts.map((one, index) => ({ ...one, PartNumber: index + 1 })) },
        }),
      );
    await expect(complete([{ ETag }])).rejects.toMatchObject({ name: 'InvalidPart' });
    const unchecked = complete([{ ETag }, { ETag: second.ETag }]);
    await expect(unchecked).rejects.toMatchObject({ name: 'InvalidRequest' });
    await complete([
      { ETag, ChecksumCRC32 },
      { ETag: second.ETag, ChecksumCRC32: second.ChecksumCRC32 },
    ]);
    expect((await folder.read(Key))?.length).toBe(first.length + 1);
    expect(await folder.files('incoming')).toEqual([]);
  });

  it('takes, like S3, no checksum of a part that the beginning of its upload did not announce', async () => {
    const { UploadId } = await folder.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    const part = { Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'x' };
    const sent = folder.s3.send(new UploadPartCommand(part));
    await expect(sent).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('takes parts on trust whose checksum it cannot compute', async () => {
    const place = { Bucket, Key: 'parts' };
    const begun = new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'CRC32C' });
    const { UploadId } = await folder.s3.send(begun);
    const crc = { 'x-amz-checksum-crc32c': 'AAAAAA==', 'content-length': '4' };
    const to = `/${Bucket}/parts?partNumber=1&uploadId=${UploadId}`;
    expect(await folder.send('PUT', to, crc, 'body')).toMatchObject({ status: 200 });
  });

  it('forgets that a streamed upload was framed, but not how its content is encoded', async () => {
    const stream = Readable.from([Buffer.from('gz')]);
    await folder.put('packed', stream, { ContentLength: 2, ContentEncoding: 'gzip' });
    const found = await folder.s3.send(new GetObjectCommand({ Bucket, Key: 'packed' }));
    expect(found.ContentEncoding).toBe('gzip');
  });

  it.each([
    ['GET', '/'],
    ['PATCH', '/archives/key'],
    ['DELETE', '/archives'],
    ['GET', '/archives'],
    ['GET', '/archives?list-type=1'],
    ['PUT', '/archives/key?acl'],
    ['POST', '/archives/key?restore'],
    ['PUT', '/archives/key?uploads'],
    ['POST', '/archives?restore'],
    ['GET', '/archives?list-type=2&marker=x'],
  ])('says honestly that it does not know %s %s', async (method, path) => {
    expect(await folder.send(method, path)).toMatchObject({ status: 501, code: 'NotImplemented' });
  });

  it('has no answer for conditional reads, rather than a wrong one', async () => {
    await folder.put('key', 'x');
    const answer = await folder.send('GET', `/${Bucket}/key`, { 'if-none-match': '"abc"' });
    expect(answer).toMatchObject({ code: 'NotImplemented' });
  });

  it('answers nobody but programs on this machine', async () => {
    const rebound = await folder.send('GET', `/${Bucket}?list-type=2`, { host: 'evil.example' });
    expect(rebound).toMatchObject({ status: 403, code: 'AccessDenied' });
    const page = await folder.send('PUT', `/${Bucket}/key`, { origin: 'http://127.0.0.1:1' });
    expect(page).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('refuses a path that is not UTF-8', async () => {
    expect(await folder.send('GET', `/${Bucket}/%ff`)).toMatchObject({ status: 400, code: 'InvalidURI' });
  });

  it('ignores ranges that S3 would ignore, and refuses one of an empty object', async () => {
    await folder.put('letters', 'abc');
    await folder.put('empty', '');
    for (const range of ['bytes=2-1', 'bytes=0-0,2-2', 'lines=1-2', 'bytes=-']) {
      const answer = await folder.send('GET', `/${Bucket}/letters`, { range });
      expect(answer).toMatchObject({ status: 200, text: 'abc' });
    }
    const answer = await folder.send('GET', `/${Bucket}/empty`, { range: 'bytes=0-' });
    expect(answer).toMatchObject({ code: 'InvalidRange' });
  });

  it('lists in the order of UTF-8 bytes, and encodes names when asked', async () => {
    for (const key of ['a b', 'a/(1)', '\uffe0', '🦊', 'line\nbreak']) await folder.put(key, 'x');
    expect(await folder.keys()).toEqual(['a b', 'a/(1)', 'line\nbreak', '\uffe0', '🦊']);
    const encoded = ['a+b', 'a/%281%29', 'line%0Abreak', '%EF%BF%A0', '%F0%9F%A6%8A'];
    expect(await folder.keys({ EncodingType: 'url' })).toEqual(encoded);
  });

  it('turns pages of folders without showing one twice', async () => {
    for (const key of ['a/1', 'a/2', 'b', 'c/1', 'c/2', 'd']) await folder.put(key, 'x');
    const seen: unknown[] = [];
    let ContinuationToken: string | undefined;
    do {
      const input = { Bucket, Delimiter: '/', MaxKeys: 1, ContinuationToken };
      const page = await folder.s3.send(new ListObjectsV2Command(input));
      seen.push(page.CommonPrefixes?.[0]?.Prefix ?? page.Contents?.[0]?.Key);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(seen).toEqual(['a/', 'b', 'c/', 'd']);
  });

  it.each(['max-keys=-1', 'max-keys=x', 'continuation-token=bm9uZQ', 'encoding-type=xml'])(
    'refuses a listing with %s',
    async (parameter) => {
      const answer = await folder.send('GET', `/${Bucket}?list-type=2&${parameter}`);
      expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
    },
  );

  it('lists nothing, and calls it complete, when no keys are asked for', async () => {
    await folder.put('key', 'x');
    const page = await folder.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('refuses to delete nothing, too much, or a version', async () => {
    const remove = (Objects: { Key: string; VersionId?: string }[]) =>
      folder.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await expect(remove([])).rejects.toMatchObject({ name: 'MalformedXML' });
    const many = Array.from({ length: 1_001 }, (_, i) => ({ Key: String(i) }));
    await expect(remove(many)).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(remove([{ Key: 'a', VersionId: '1' }])).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('deletes a key with characters that XML only writes as references', async () => {
    await folder.put('line\r\nbreak\t', 'x');
    await folder.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'line\r\nbreak\t' }] } }),
    );
    const body = '<Delete><Object><Key>a&#98;&#x63;&unknown;&#x110000;</Key></Object></Delete>';
    expect((await folder.send('POST', `/${Bucket}?delete`, {}, body)).text).toContain(
      '<Key>abc&amp;unknown;&amp;#x110000;</Key>',
    );
    expect(await folder.keys()).toEqual([]);
  });
});
