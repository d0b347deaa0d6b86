// Everything of AWS that Steward needs, on one machine, ready for SDK clients that read their environment.
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ensureTable, startDynamoDb } from './dynamodb.ts';
import { startS3 } from './s3.ts';
import { type RunningSqs, type SqsOptions, startSqs } from './sqs.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';

export interface StandInsOptions extends Omit<SqsOptions, 'port'> {
  /** Keeps `dynamodb/` and `s3/`; the queue is in memory. */
  dataDir: string;
}

export interface StandIns {
  /** For `process.env`, or for clients made from it. */
  environment: Record<string, string>;
  sqs: RunningSqs;
  close(): Promise<void>;
}

const TABLE_NAME = 'chatbot-sessions';
const ARCHIVE_BUCKET = 'chatbot-conversations-local';

/** @throws an error with code DATA_DIR_IN_USE when another process runs on the same folder */
export const startAwsStandIns = async ({ dataDir, ...queue }: StandInsOptions): Promise<StandIns> => {
  const started: { close(): Promise<void> }[] = [];
  const remember = <Server extends { close(): Promise<void> }>(server: Server): Server => {
    started.push(server);
    return server;
  };
  const close = async () => void (await Promise.all(started.splice(0).map((server) => server.close())));
  try {
    // First, because its lock guards the whole folder.
    const dynamoDb = remember(await startDynamoDb({ dataDir: join(dataDir, 'dynamodb') }));
    const s3 = remember(await startS3({ dataDir: join(dataDir, 's3') }));
    const sqs = remember(await startSqs(queue));
    await Promise.all([makeTable(dynamoDb.endpoint), makeBucket(s3.endpoint)]);
    return { environment: environmentOf(dynamoDb.endpoint, s3.endpoint, sqs), sqs, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const environmentOf = (dynamoDb: string, s3: string, sqs: RunningSqs): Record<string, string> => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
  AWS_ENDPOINT_URL_S3: s3,
  AWS_ENDPOINT_URL_SQS: sqs.endpoint,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  AWS_REGION: standInRegion,
  AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
  // A developer's own account must not come before the two above.
  AWS_PROFILE: '',
  AWS_SESSION_TOKEN: '',
  TABLE_NAME,
  ARCHIVE_BUCKET,
  UPDATE_QUEUE_URL: sqs.queueUrl,
});

const makeTable = async (endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({ endpoint, region: standInRegion, credentials: standInCredentials });
  await ensureTable(client, TABLE_NAME).finally(() => client.destroy());
};

const makeBucket = async (endpoint: string): Promise<void> => {
  const client = new S3Client({ endpoint, region: standInRegion, credentials: standInCredentials });
  await client.send(new CreateBucketCommand({ Bucket: ARCHIVE_BUCKET })).finally(() => client.destroy());
};
