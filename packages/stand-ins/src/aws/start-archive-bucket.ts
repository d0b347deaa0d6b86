// The bucket of archives in a folder, ready for clients that read their environment.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startS3 } from './s3.ts';
import { standInCredentials, standInEnvironment, standInRegion } from './stand-in-credentials.ts';
import type { StandIn } from './start-session-table.ts';

const ARCHIVE_BUCKET = 'chatbot-conversations-local';

export const startArchiveBucket = async ({ dataDir }: { dataDir: string }): Promise<StandIn> => {
  const { endpoint, close } = await startS3({ dataDir });
  const client = new S3Client({ endpoint, region: standInRegion, credentials: standInCredentials });
  try {
    await client.send(new CreateBucketCommand({ Bucket: ARCHIVE_BUCKET }));
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.destroy();
  }
  return { environment: { ...standInEnvironment, AWS_ENDPOINT_URL_S3: endpoint, ARCHIVE_BUCKET }, close };
};
