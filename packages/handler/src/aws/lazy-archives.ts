// The archives in S3, loaded when they are used for the first time.
import type { ArchiveStore } from '@steward/core';
import { lazily } from '../lazily.ts';
import type { Environment } from './environment.ts';

export const createLazyArchives = (environment: Environment, bucket: string): ArchiveStore => {
  const archives = lazily(async () => {
    const [{ createS3ArchiveStore }, { createS3Client }] = await Promise.all([
      import('./s3-archive-store.ts'),
      import('./s3-client.ts'),
    ]);
    return createS3ArchiveStore({ s3: createS3Client(environment), bucket });
  });
  return {
    write: async (...args) => await (await archives()).write(...args),
    read: async (...args) => await (await archives()).read(...args),
    remove: async (...args) => await (await archives()).remove(...args),
    list: async (...args) => await (await archives()).list(...args),
  };
};
