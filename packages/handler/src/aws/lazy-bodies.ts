// The archives and the text of documents in S3, loaded when they are used for the first time.
import type { BodyKind, BodyStore } from '@steward/core';
import { lazily } from '../lazily.ts';
import type { Environment } from './environment.ts';

export const createLazyBodies = (environment: Environment, bucket: string, kind: BodyKind): BodyStore => {
  const bodies = lazily(async () => {
    const [{ createS3BodyStore }, { createS3Client }] = await Promise.all([
      import('./s3-body-store.ts'),
      import('./s3-client.ts'),
    ]);
    return createS3BodyStore({ s3: createS3Client(environment), bucket, kind });
  });
  return {
    write: async (...args) => await (await bodies()).write(...args),
    read: async (...args) => await (await bodies()).read(...args),
    remove: async (...args) => await (await bodies()).remove(...args),
    list: async (...args) => await (await bodies()).list(...args),
  };
};
