// The queue of updates: SQS FIFO, a group for each chat.
import type { UpdateQueue } from '../services.ts';
import { callAws } from './aws-fault.ts';
import type { SignedClient } from './signed-client/create-signed-client.ts';

export interface SqsUpdateQueueDependencies {
  client: SignedClient;
  queueUrl: string;
}

export const createSqsUpdateQueue = ({ client, queueUrl }: SqsUpdateQueueDependencies): UpdateQueue => {
  const call = async (operation: string, input: object): Promise<void> => {
    await callAws('SQS', () => client.call('SQS', operation, { QueueUrl: queueUrl, ...input }));
  };
  return {
    // Its deduplication id makes a repeated send harmless.
    send: ({ groupId, deduplicationId, body }) =>
      call('SendMessage', {
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        MessageBody: body,
      }),
    changeVisibility: (receiptHandle, seconds) =>
      call('ChangeMessageVisibility', { ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
  };
};
