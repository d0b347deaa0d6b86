// Everything of AWS that Steward needs, on one machine: what tests and the bench run the cloud's way on.
import { join } from 'node:path';
import { type RunningSqs, type SqsOptions, startSqs } from './sqs.ts';
import { startArchiveBucket } from './start-archive-bucket.ts';
import { type StandIn, startSessionTable } from './start-session-table.ts';

export interface StandInsOptions extends Omit<SqsOptions, 'port'> {
  /** Keeps `dynamodb/`; the bucket and the queue are in memory. */
  dataDir: string;
}

export interface StandIns extends StandIn {
  sqs: RunningSqs;
}

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
    const table = remember(await startSessionTable({ dataDir: join(dataDir, 'dynamodb') }));
    const bucket = remember(await startArchiveBucket());
    const sqs = remember(await startSqs(queue));
    const ofQueue = { AWS_ENDPOINT_URL_SQS: sqs.endpoint, UPDATE_QUEUE_URL: sqs.queueUrl };
    return { environment: { ...table.environment, ...bucket.environment, ...ofQueue }, sqs, close };
  } catch (error) {
    await close();
    throw error;
  }
};
