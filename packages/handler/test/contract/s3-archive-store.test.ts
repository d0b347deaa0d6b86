// The contract of the archives, kept by the S3 adapter over both stand-ins for S3.
import { archiveStoreContract } from '@steward/core/testing';
import { describe } from 'vitest';
import { createS3ArchiveStore } from '../../src/aws/s3-archive-store.ts';
import { type StartedBucket, startFauxqsBucket, startFolderBucket } from './start-bucket.ts';

const make = (start: () => Promise<StartedBucket>) => async () => {
  const { client, bucket, close } = await start();
  return { archives: createS3ArchiveStore({ s3: async () => client, bucket }), close };
};

describe('S3 as fauxqs plays it', () => {
  archiveStoreContract(make(startFauxqsBucket));
});

describe('S3 in a folder', () => {
  archiveStoreContract(make(startFolderBucket));
});
