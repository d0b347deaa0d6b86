import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { openUpdateQueue, type SqsOptions, watchRequests } from '@steward/stand-ins/testing';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryLog } from '../testing/memory-log.ts';
import {
  createEventSourceMapping,
  type EventSourceMappingOptions,
  type SettledMessage,
} from './event-source-mapping.ts';
import type { LambdaContext, SqsFunction } from './invoke-function.ts';

/** Only where a message is to come again: a busy machine may take a second for one that is not. */
const SOON_AGAIN: SqsOptions = { visibilityTimeoutSeconds: 1 };
const succeed = { batchItemFailures: [] };
const recordOf = (event: SQSEvent): SQSRecord => {
  expect(event.Records).toHaveLength(1);
  return event.Records[0] as SQSRecord;
};

// What it promises as part of a queue stands in `update-queue.test.ts`.
describe('the event source mapping', () => {
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const open = async (
    handler: (record: SQSRecord, context: LambdaContext) => ReturnType<SqsFunction>,
    options: Partial<EventSourceMappingOptions> & { queue?: SqsOptions } = {},
  ) => {
    const { queue: queueOptions, ...more } = options;
    const queue = await openUpdateQueue(queueOptions);
    const log = createMemoryLog();
    const settled: SettledMessage[] = [];
    const mapping = createEventSourceMapping({
      sqs: queue.sqs,
      queueUrl: queue.queueUrl,
      queueArn: queue.queueArn,
      handler: (event, context) => handler(recordOf(event), context),
      onSettled: (message) => void settled.push(message),
      log,
      ...more,
    });
    cleanups.push(queue.close, mapping.stop);
    return { queue, mapping, log, settled };
  };

  it('hands over records and a context as Lambda does', async () => {
    const calls: { record: SQSRecord; context: LambdaContext; remainingMs: number }[] = [];
    const { queue, mapping } = await open(
      async (record, context) => {
        calls.push({ record, context, remainingMs: context.getRemainingTimeInMillis() });
        return succeed;
      },
      { functionName: 'steward-worker', functionTimeoutMs: 5_000 },
    );
    await queue.sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.queueUrl,
        MessageGroupId: '42',
        MessageDeduplicationId: 'update-7',
        MessageBody: '{"update_id":7}',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'update' },
          raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
        },
      }),
    );
    mapping.start();
    await mapping.drained();
    const [call] = calls;
    expect(calls).toHaveLength(1);
    expect(call?.record).toEqual({
      messageId: expect.stringMatching(/^[\da-f-]{36}$/),
      receiptHandle: expect.stringMatching(/./),
      body: '{"update_id":7}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SequenceNumber: expect.stringMatching(/^\d{20}$/),
        MessageGroupId: '42',
        MessageDeduplicationId: 'update-7',
        SenderId: expect.stringMatching(/./),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        kind: { stringValue: 'update', stringListValues: [], binaryListValues: [], dataType: 'String' },
        raw: { binaryValue: 'AQL/', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
      },
      md5OfBody: expect.stringMatching(/^[\da-f]{32}$/),
      md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/),
      eventSource: 'aws:sqs',
      eventSourceARN: queue.queueArn,
      awsRegion: 'us-east-1',
    });
    expect(call?.context).toMatchObject({
      functionName: 'steward-worker',
      invokedFunctionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:function:steward-worker$/),
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(call?.remainingMs).toBeGreaterThan(0);
    expect(call?.remainingMs).toBeLessThanOrEqual(5_000);
  });

  it('counts a function as failed that is past its timeout, and ignores what it says later', async () => {
    let late: (() => void) | undefined;
    const { queue, mapping, settled, log } = await open(
      async (record) => {
        if (record.attributes.ApproximateReceiveCount === '1') {
          await new Promise<void>((resolve) => {
            late = resolve;
          });
        }
        return succeed;
      },
      { functionTimeoutMs: 50, queue: SOON_AGAIN },
    );
    await queue.send('chat', 'slow');
    mapping.start();
    await expect.poll(() => settled.length).toBe(1);
    late?.();
    await mapping.drained();
    expect(settled.map(({ outcome }) => outcome)).toEqual(['failed', 'deleted']);
    expect(log.lines).toEqual(['The function timed out']);
  });

  it('waits at the queue when there is nothing to do', async () => {
    const { queue, mapping } = await open(async () => succeed);
    const receives = watchRequests(queue.sqs, 'ReceiveMessageCommand');
    mapping.start();
    mapping.start();
    await queue.send('chat', 'body');
    await mapping.drained();
    // Who did not wait at the queue would ask it hundreds of times meanwhile.
    await sleep(100);
    // One that brought the message, the one that waits now, and one or two that were woken for nothing.
    expect(receives.count).toBeLessThanOrEqual(4);
  });

  it('logs a queue that cannot be read, and goes on when it can', async () => {
    const { queue, mapping, settled, log } = await open(async () => succeed);
    watchRequests(queue.sqs, 'ReceiveMessageCommand', 1);
    await queue.send('chat', 'body');
    mapping.start();
    await mapping.drained();
    expect(settled).toHaveLength(1);
    expect(log.lines).toEqual(['Polling the queue failed']);
  });

  it('gives a message again whose deletion failed', async () => {
    const { queue, mapping, settled, log } = await open(async () => succeed, { queue: SOON_AGAIN });
    watchRequests(queue.sqs, 'DeleteMessageCommand', 1);
    await queue.send('chat', 'body');
    mapping.start();
    await mapping.drained();
    expect(settled.map(({ outcome }) => outcome)).toEqual(['failed', 'deleted']);
    expect(log.lines).toEqual(['A delivery failed']);
  });

  it('goes on when whoever listens to its outcomes fails', async () => {
    const onSettled = () => {
      throw new Error('as the test wanted');
    };
    const { queue, mapping, log } = await open(async () => succeed, { onSettled });
    await queue.send('chat', '1');
    await queue.send('chat', '2');
    mapping.start();
    await mapping.drained();
    expect(log.lines).toEqual(Array(2).fill('What follows a delivery failed'));
  });

  it('stops receiving, but lets what is running finish', async () => {
    let finish: (() => void) | undefined;
    const { queue, mapping, settled } = await open(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return succeed;
    });
    await queue.send('chat', 'first');
    mapping.start();
    await expect.poll(() => finish).toBeDefined();
    const stopped = mapping.stop();
    await queue.send('other', 'second');
    finish?.();
    await stopped;
    expect(settled.map(({ body }) => body)).toEqual(['first']);
    const counts = await queue.attributes();
    // Visible, or taken by the long poll that was broken off in that moment; in any case still the queue's.
    const left =
      Number(counts.ApproximateNumberOfMessages) + Number(counts.ApproximateNumberOfMessagesNotVisible);
    expect(left).toBe(1);
  });

  it('does not wait for ever for a function that hangs, even with every place taken', async () => {
    const { queue, mapping, settled } = await open(() => new Promise(() => {}), {
      stopTimeoutMs: 20,
      concurrency: 1,
    });
    await queue.send('chat', 'body');
    mapping.start();
    await expect.poll(async () => (await queue.attributes()).ApproximateNumberOfMessagesNotVisible).toBe('1');
    await mapping.stop();
    expect(settled).toEqual([]);
  });
});
