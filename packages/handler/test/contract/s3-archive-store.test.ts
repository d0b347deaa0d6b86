// The contract of the archives, kept by the S3 adapter over two servers that play S3.
import { archiveStoreContract } from '@steward/core/testing';
import { describe } from 'vitest';
import { createS3ArchiveStore } from '../../src/aws/s3-archive-store.ts';
import { hasMoto, type StartedBucket, startFauxqsBucket, startMotoBucket } from './start-bucket.ts';

const make = (start: () => Promise<StartedBucket>) => async () => {
  const { client, bucket, close } = await start();
  return { archives: createS3ArchiveStore({ s3: async () => client, bucket }), close };
};

describe('S3 as fauxqs plays it', () => {
  archiveStoreContract(make(startFauxqsBucket));
});

const moto = hasMoto();
if (!moto) console.warn("SKIPPED: S3 as moto plays it (moto_server, of Python's moto[server], is missing)");

describe.skipIf(!moto)('S3 as moto plays it', { timeout: 60_000 }, () => {
  archiveStoreContract(make(startMotoBucket));
});
