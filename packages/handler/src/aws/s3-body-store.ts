// Archives and the text of documents in S3, one JSON object each. The SDK's S3 client is loaded when the first is asked for.
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { type BodyKind, type BodyStore, bodyPath } from '@steward/core';
import { callAws } from './aws-fault.ts';
import { type S3Sdk, uploadToS3 } from './s3-upload.ts';

export interface S3BodyDependencies {
  s3: () => Promise<S3Client>;
  bucket: string;
  kind: BodyKind;
}

export const createS3BodyStore = ({ s3, bucket, kind }: S3BodyDependencies): BodyStore => {
  const withS3 = async <T>(run: (sdk: S3Sdk, client: S3Client) => Promise<T>): Promise<T> => {
    const sdk = await import('@aws-sdk/client-s3');
    const client = await s3();
    return await callAws('S3', () => run(sdk, client));
  };
  const at = (owner: number, id: string) => ({ Bucket: bucket, Key: bodyPath(kind, owner, id) });

  return {
    async write(owner, id, body) {
      const place = at(owner, id);
      await withS3((sdk, client) =>
        uploadToS3({ sdk, client, at: place, contentType: 'application/json' }, body),
      );
      return place.Key;
    },
    read: (owner, id) =>
      withS3(async ({ GetObjectCommand, NoSuchKey }, client) => {
        try {
          const { Body: body } = await client.send(new GetObjectCommand(at(owner, id)));
          return body && read(body as Readable);
        } catch (error) {
          if (error instanceof NoSuchKey) return undefined;
          throw error;
        }
      }),
    async remove(owner, id) {
      await withS3(({ DeleteObjectCommand }, client) => client.send(new DeleteObjectCommand(at(owner, id))));
    },
    list: (owner) =>
      withS3(async ({ paginateListObjectsV2 }, client) => {
        const prefix = bodyPath(kind, owner, '').slice(0, -SUFFIX.length);
        const ids: string[] = [];
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const { Key: key = '' } of page.Contents ?? []) {
            if (key.endsWith(SUFFIX)) ids.push(key.slice(prefix.length, -SUFFIX.length));
          }
        }
        return ids;
      }),
  };
};

/** A connection that breaks while the body is read is mapped like any other fault. */
const read = async function* (body: Readable): AsyncGenerator<Uint8Array> {
  const pieces = body.iterator();
  try {
    for (;;) {
      const next = await callAws('S3', () => pieces.next());
      if (next.done) return;
      yield next.value as Uint8Array;
    }
  } finally {
    // A reader that stops early leaves no connection open.
    body.destroy();
  }
};

const SUFFIX = '.json';
