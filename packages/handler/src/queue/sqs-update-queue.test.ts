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

  it('refuses a receipt that is no longer good', async () => {
    const queue = createSqsUpdateQueue({
      client: scriptedAws(refusedByAws('ReceiptHandleIsInvalid')),
      queueUrl,
    });
    await expect(queue.changeVisibility('old', 60)).rejects.toMatchObject({ code: 'storage-refused' });
  });
});
