// SQS on one machine: fauxqs in memory, with the update queue and its dead letters as Terraform makes them.
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RunningServer } from '../http/listen-on-loopback.ts';
import { standInCredentials, standInRegion } from './stand-in-credentials.ts';
import { startFauxqs } from './start-fauxqs.ts';

export interface SqsOptions {
  /** Ends in `.fifo`. */
  queueName?: string;
  /** Receives before a message becomes a dead letter. */
  maxReceiveCount?: number;
  /** At least the function's timeout: Lambda requires it. */
  visibilityTimeoutSeconds?: number;
  port?: number;
}

export interface RunningSqs extends RunningServer {
  queueUrl: string;
  queueArn: string;
  deadLetterQueueUrl: string;
}

const FOURTEEN_DAYS_SECONDS = 1_209_600;
const ACCOUNT = '000000000000';

export const startSqs = async (options: SqsOptions = {}): Promise<RunningSqs> => {
  const { queueName = 'steward-updates.fifo', port = 0 } = options;
  const deadLetterName = queueName.replace(/\.fifo$/, '-dead-letters.fifo');
  const { endpoint, close } = await startFauxqs(port);
  // fauxqs's own URLs name a host that not every system resolves; it reads only the queue's name from them.
  const urlOf = (name: string) => `${endpoint}/${ACCOUNT}/${name}`;
  const client = new SQSClient({ endpoint, region: standInRegion, credentials: standInCredentials });
  try {
    const deadLetterArn = await createQueue(client, deadLetterName, urlOf(deadLetterName), {
      MessageRetentionPeriod: String(FOURTEEN_DAYS_SECONDS),
    });
    const queueArn = await createQueue(client, queueName, urlOf(queueName), {
      VisibilityTimeout: String(options.visibilityTimeoutSeconds ?? 900),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: deadLetterArn,
        maxReceiveCount: options.maxReceiveCount ?? 30,
      }),
    });
    return {
      endpoint,
      queueUrl: urlOf(queueName),
      queueArn,
      deadLetterQueueUrl: urlOf(deadLetterName),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.destroy();
  }
};

const createQueue = async (
  client: SQSClient,
  name: string,
  queueUrl: string,
  attributes: Record<string, string>,
): Promise<string> => {
  await client.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        FifoQueue: 'true',
        ContentBasedDeduplication: 'false',
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        ...attributes,
      },
    }),
  );
  const { Attributes: found } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return found?.QueueArn ?? '';
};
