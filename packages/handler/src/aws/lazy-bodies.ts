// The archives and the text of documents in S3, loaded when they are used for the first time.
import type { BodyKind, BodyStore } from '@steward/core';
import { lazyPort } from '../lazily.ts';
import type { Environment } from './environment.ts';

export const createLazyBodies = (environment: Environment, bucket: string, kind: BodyKind): BodyStore =>
  lazyPort(async () => {
    const [{ createS3BodyStore }, { createS3Client }] = await Promise.all([
      import('./s3-body-store.ts'),
      import('./s3-client.ts'),
    ]);
    return createS3BodyStore({ s3: createS3Client(environment), bucket, kind });
  });
