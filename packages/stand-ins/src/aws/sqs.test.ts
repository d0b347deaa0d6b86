import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSqs } from './sqs.ts';
import { openUpdateQueue } from './testing/update-queue.ts';

describe('SQS on one machine', () => {
  let queue: Awaited<ReturnType<typeof openUpdateQueue>>;

  beforeEach(async () => {
    queue = await openUpdateQueue({ maxReceiveCount: 7, visibilityTimeoutSeconds: 90 });
  });
  afterEach(() => queue.close());

  it('has a FIFO queue for updates and one for its dead letters', async () => {
    const attributes = await queue.attributes();
    expect(attributes).toMatchObject({
      QueueArn: queue.queueArn,
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      VisibilityTimeout: '90',
    });
    const deadLetters = await queue.attributes(queue.deadLetterQueueUrl);
    expect(deadLetters).toMatchObject({ FifoQueue: 'true', MessageRetentionPeriod: '1209600' });
    expect(JSON.parse(attributes.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: deadLetters.QueueArn,
      maxReceiveCount: 7,
    });
    expect(queue.queueArn).toMatch(/^arn:aws:sqs:us-east-1:\d{12}:steward-updates\.fifo$/);
  });

  it('takes an update once, and none without an id to know it by', async () => {
    await queue.send('chat', 'body', 'update-1');
    await queue.send('chat', 'body', 'update-1');
    expect(await queue.attributes()).toMatchObject({ ApproximateNumberOfMessages: '1' });
    const withoutId = { QueueUrl: queue.queueUrl, MessageBody: 'body', MessageGroupId: 'chat' };
    await expect(queue.sqs.send(new SendMessageCommand(withoutId))).rejects.toThrow(/Deduplication/i);
  });

  it('gives one message of a group at a time, even when many are asked for', async () => {
    for (const body of ['1', '2']) for (const group of ['a', 'b']) await queue.send(group, group + body);
    const receive = new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, MaxNumberOfMessages: 10 });
    const { Messages } = await queue.sqs.send(receive);
    expect(Messages?.map(({ Body }) => Body)).toEqual(['a1', 'b1']);
  });

  it('answers no page in a browser', async () => {
    const answer = await fetch(queue.endpoint, { method: 'POST', headers: { origin: 'http://127.0.0.1' } });
    expect(answer.status).toBe(403);
  });

  it('ends an open long poll when it closes', async () => {
    const receive = new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, WaitTimeSeconds: 20 });
    const polling = queue.sqs.send(receive).catch(() => undefined);
    await queue.close();
    expect((await polling)?.Messages ?? []).toEqual([]);
  });

  it('fails to start on a port that is taken, or with a name that is not a FIFO queue’s', async () => {
    const port = Number(new URL(queue.endpoint).port);
    await expect(startSqs({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startSqs({ queueName: 'updates' })).rejects.toThrow(/fifo/i);
  });
});
