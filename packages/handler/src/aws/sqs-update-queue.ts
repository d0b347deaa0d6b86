// The queue of updates: SQS FIFO, a group for each chat.
import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { UpdateQueue } from '../services.ts';
import { callAws } from './aws-fault.ts';

export interface SqsUpdateQueueDependencies {
  sqs: SQSClient;
  queueUrl: string;
}

export const createSqsUpdateQueue = ({ sqs, queueUrl }: SqsUpdateQueueDependencies): UpdateQueue => ({
  async send({ groupId, deduplicationId, body }) {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
      MessageBody: body,
    });
    await callAws('SQS', () => sqs.send(command));
  },
  async changeVisibility(receiptHandle, seconds) {
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    });
    await callAws('SQS', () => sqs.send(command));
  },
});
