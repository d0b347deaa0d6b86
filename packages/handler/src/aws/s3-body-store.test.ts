import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { textBody } from '@steward/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3BodyStore } from './s3-body-store.ts';

const s3 = mockClient(S3Client);
afterAll(() => s3.restore());
beforeEach(() => s3.reset());
const archives = createS3BodyStore({
  s3: async () => new S3Client({}),
  bucket: 'conversations',
  kind: 'archives',
});

const fault = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, message: 'No', $fault: 'client', $metadata: { httpStatusCode } });

describe('archives in S3', () => {
  it('are listed over all pages', async () => {
    s3.on(ListObjectsV2Command)
      .resolvesOnce({
        Contents: [{ Key: 'archives/1/a.json' }],
        IsTruncated: true,
        NextContinuationToken: 'more',
      })
      .resolves({ Contents: [{ Key: 'archives/1/b.json' }, { Key: 'archives/1/b.json.bak' }] });
    expect(await archives.list(1)).toEqual(['a', 'b']);
    expect(s3.commandCalls(ListObjectsV2Command)[1]?.args[0].input.ContinuationToken).toBe('more');
  });

  it('are worth another try when S3 asks for patience', async () => {
    s3.on(PutObjectCommand).rejects(fault('SlowDown', 503));
    await expect(archives.write(1, 's', textBody('{}'))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
  });

  it('are not taken for missing when reading is forbidden', async () => {
    s3.on(GetObjectCommand).rejects(fault('AccessDenied', 403));
    await expect(archives.read(1, 's')).rejects.toMatchObject({ code: 'storage-refused', retryable: false });
  });
});
