import { describe, expect, it } from 'vitest';
import { refusedByAws, scriptedAws } from '../../test/scripted-aws.ts';
import { createSqsUpdateQueue } from './sqs-update-queue.ts';

const queueUrl = 'https://sqs.test/1/updates.fifo';

describe('the queue of updates', () => {
  it('is worth another try when it is throttled', async () => {
    const queue = createSqsUpdateQueue({
      client: scriptedAws(refusedByAws('RequestThrottled', 403)),
      queueUrl,
    });
    const update = { groupId: '1', deduplicationId: '5', body: '{}' };
    await expect(queue.send(update)).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  });

  it('hides a message in the queue that it came from', async () => {
    const client = scriptedAws({});
    const queue = createSqsUpdateQueue({ client, queueUrl, dueQueueUrl: 'https://sqs.test/1/due.fifo' });
    for (const name of ['due.fifo', 'updates.fifo', 'other-due.fifo'])
      await queue.changeVisibility('r', 60, `arn:aws:sqs:us-east-1:1:${name}`);
    await queue.changeVisibility('r', 60);
    const urls = client.calls.map(({ input }) => (input as { QueueUrl: string }).QueueUrl);
    expect(urls).toEqual(['https://sqs.test/1/due.fifo', queueUrl, queueUrl, queueUrl]);
  });

  it('refuses a receipt that is no longer good', async () => {
    const queue = createSqsUpdateQueue({
      client: scriptedAws(refusedByAws('ReceiptHandleIsInvalid')),
      queueUrl,
    });
    await expect(queue.changeVisibility('old', 60)).rejects.toMatchObject({ code: 'storage-refused' });
  });
});
