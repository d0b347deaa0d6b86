// The contract of archives and of the text of documents, kept by the S3 adapter over two servers that play S3.
import type { BodyKind } from '@steward/core';
import { bodyStoreContract } from '@steward/core/testing';
import { describe } from 'vitest';
import { createS3BodyStore } from '../../src/aws/s3-body-store.ts';
import { hasMoto, type StartedBucket, startFauxqsBucket, startMotoBucket } from './start-bucket.ts';

const make = (kind: BodyKind, start: () => Promise<StartedBucket>) => async () => {
  const { client, bucket, close } = await start();
  return { bodies: createS3BodyStore({ s3: async () => client, bucket, kind }), close };
};

describe('S3 as fauxqs plays it', () => {
  for (const kind of ['archives', 'files'] as const) bodyStoreContract(kind, make(kind, startFauxqsBucket));
});

const moto = hasMoto();
if (!moto) console.warn("SKIPPED: S3 as moto plays it (moto_server, of Python's moto[server], is missing)");

describe.skipIf(!moto)('S3 as moto plays it', () => {
  bodyStoreContract('files', make('files', startMotoBucket));
});
