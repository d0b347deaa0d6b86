import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSqsUpdateQueue } from './sqs-update-queue.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.reset());
const queue = createSqsUpdateQueue({ sqs: new SQSClient({}), queueUrl: 'https://sqs.test/1/updates.fifo' });

const fault = (name: string, httpStatusCode: number) =>
  new SQSServiceException({ name, message: 'No', $fault: 'client', $metadata: { httpStatusCode } });

describe('the queue of updates', () => {
  it('is worth another try when it is throttled', async () => {
    sqs.on(SendMessageCommand).rejects(fault('RequestThrottled', 403));
    const update = { groupId: '1', deduplicationId: '5', body: '{}' };
    await expect(queue.send(update)).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  });

  it('refuses a receipt that is no longer good', async () => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(fault('ReceiptHandleIsInvalid', 400));
    await expect(queue.changeVisibility('old', 60)).rejects.toMatchObject({ code: 'storage-refused' });
  });
});
