// The queue of updates: SQS FIFO, a group for each chat.

import { callAws } from '../aws/aws-fault.ts';
import type { SignedClient } from '../aws/signed-client/create-signed-client.ts';
import type { UpdateQueue } from './update-queue.ts';

export interface SqsUpdateQueueDependencies {
  client: SignedClient;
  queueUrl: string;
}

export const createSqsUpdateQueue = ({ client, queueUrl }: SqsUpdateQueueDependencies): UpdateQueue => {
  const call = async (operation: string, input: object): Promise<void> => {
    await callAws('SQS', () => client.call('SQS', operation, { QueueUrl: queueUrl, ...input }));
  };
  return {
    // The deduplication id makes a repeated send harmless.
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
