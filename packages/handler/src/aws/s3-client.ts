// The SDK's S3 client, in a file of its own: bundles without archives do not hold it.
import type { S3Client } from '@aws-sdk/client-s3';
import { lazily } from '../lazily.ts';
import { clientSettings } from './clients.ts';
import type { Environment } from './environment.ts';

/** Loaded and made when it is first used. Path style for endpoints that are not AWS's. */
export const createS3Client = (environment: Environment): (() => Promise<S3Client>) =>
  lazily(async () => {
    const { S3Client } = await import('@aws-sdk/client-s3');
    const settings = clientSettings(environment, 'S3');
    return new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined });
  });
