// Archives in S3, one JSON object each. The SDK's S3 client is loaded when the first archive is asked for.
import type { S3Client } from '@aws-sdk/client-s3';
import { type ArchiveStore, archivePath } from '@steward/core';
import { callAws } from './aws-fault.ts';

export interface S3ArchiveDependencies {
  s3: () => Promise<S3Client>;
  bucket: string;
}

export const createS3ArchiveStore = ({ s3, bucket }: S3ArchiveDependencies): ArchiveStore => {
  const withS3 = async <T>(run: (sdk: Sdk, client: S3Client) => Promise<T>): Promise<T> => {
    const sdk = await import('@aws-sdk/client-s3');
    const client = await s3();
    return await callAws('S3', () => run(sdk, client));
  };
  const at = (owner: number, sessionId: string) => ({ Bucket: bucket, Key: archivePath(owner, sessionId) });

  return {
    async write(owner, sessionId, body) {
      const input = { ...at(owner, sessionId), Body: body, ContentType: 'application/json' };
      await withS3(({ PutObjectCommand }, client) => client.send(new PutObjectCommand(input)));
      return input.Key;
    },
    read: (owner, sessionId) =>
      withS3(async ({ GetObjectCommand, NoSuchKey }, client) => {
        try {
          const { Body: body } = await client.send(new GetObjectCommand(at(owner, sessionId)));
          return await body?.transformToString('utf-8');
        } catch (error) {
          if (error instanceof NoSuchKey) return undefined;
          throw error;
        }
      }),
    async remove(owner, sessionId) {
      await withS3(({ DeleteObjectCommand }, client) =>
        client.send(new DeleteObjectCommand(at(owner, sessionId))),
      );
    },
    list: (owner) =>
      withS3(async ({ paginateListObjectsV2 }, client) => {
        const prefix = archivePath(owner, '').slice(0, -SUFFIX.length);
        const sessionIds: string[] = [];
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const { Key: key = '' } of page.Contents ?? []) {
            if (key.endsWith(SUFFIX)) sessionIds.push(key.slice(prefix.length, -SUFFIX.length));
          }
        }
        return sessionIds;
      }),
  };
};

type Sdk = typeof import('@aws-sdk/client-s3');

const SUFFIX = '.json';
