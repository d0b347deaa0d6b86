// The queue of updates: SQS FIFO, a group for each chat.

import { callAws } from '../aws/aws-fault.ts';
import type { SignedClient } from '../aws/signed-client/create-signed-client.ts';
import type { UpdateQueue } from './update-queue.ts';

export interface SqsUpdateQueueDependencies {
  client: SignedClient;
  queueUrl: string;
  /** Of the queue of what is due: messages come from there, too. */
  dueQueueUrl?: string | undefined;
}

export const createSqsUpdateQueue = ({
  client,
  queueUrl,
  dueQueueUrl,
}: SqsUpdateQueueDependencies): UpdateQueue => {
  const call = async (operation: string, input: object): Promise<void> => {
    await callAws('SQS', () => client.call('SQS', operation, { QueueUrl: queueUrl, ...input }));
  };
  const urlOf = (queueArn = ''): string =>
    dueQueueUrl?.endsWith(`/${queueArn.split(':').at(-1)}`) ? dueQueueUrl : queueUrl;
  return {
    // The deduplication id makes a repeated send harmless.
    send: ({ groupId, deduplicationId, body }) =>
      call('SendMessage', {
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        MessageBody: body,
      }),
    changeVisibility: (receiptHandle, seconds, queueArn) =>
      call('ChangeMessageVisibility', {
        QueueUrl: urlOf(queueArn),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
  };
};
