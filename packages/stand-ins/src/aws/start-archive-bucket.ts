// The bucket of archives in memory, ready for clients that read their environment: fauxqs in a server of its own, so that
// a test can put faults before S3 alone.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { standInCredentials, standInEnvironment, standInRegion } from './stand-in-credentials.ts';
import { startFauxqs } from './start-fauxqs.ts';
import type { StandIn } from './start-session-table.ts';

const ARCHIVE_BUCKET = 'chatbot-conversations-local';

export const startArchiveBucket = async (): Promise<StandIn> => {
  const { endpoint, close } = await startFauxqs(0);
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
