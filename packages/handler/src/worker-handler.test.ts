import { expect, onTestFinished, test } from 'vitest';
import { startFakeAws } from '../test/fake-aws.ts';
import { startFakeSsm } from '../test/fake-ssm.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';
import { createWorkerHandler } from './worker-handler.ts';

/** A queue that notes for how long it is to hide a message. */
const startQueue = async () => {
  const hidden: unknown[] = [];
  const { url, environment, close } = await startFakeAws<Record<string, unknown>>('SQS', (input) => {
    hidden.push([String(input.QueueUrl).split('/').at(-1), input.VisibilityTimeout]);
    return {};
  });
  onTestFinished(close);
  return {
    hidden,
    environment: {
      ...environment,
      UPDATE_QUEUE_URL: `${url}/1/updates.fifo`,
      DUE_QUEUE_URL: `${url}/1/due.fifo`,
    },
  };
};

const setUp = async (token: string) => {
  const [ssm, queue] = [await startFakeSsm({ '/token': token }), await startQueue()];
  onTestFinished(ssm.close);
  const environment = {
    ...ssm.environment,
    ...queue.environment,
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TABLE_NAME: 't',
    ARCHIVE_BUCKET: 'b',
  };
  const handler = createWorkerHandler(environment, { log: silentLog, meter: silentMeter });
  const attributes = { ApproximateReceiveCount: '2' };
  const record = { messageId: 'm', receiptHandle: 'r', body: 'no update', attributes };
  const run = (queueName = 'updates.fifo') => {
    const event = { Records: [{ ...record, eventSourceARN: `arn:aws:sqs:us-east-1:1:${queueName}` }] };
    return handler(event, { awsRequestId: 'a', getRemainingTimeInMillis: () => 900_000 });
  };
  return { ssm, queue, run };
};

test('while the secrets cannot be read a message comes again in seconds, and is worked on once they can', async () => {
  const { ssm, queue, run } = await setUp('42:token');
  ssm.down = true;
  expect(await run()).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
  expect(await run('due.fifo')).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
  expect(queue.hidden).toEqual([
    ['updates.fifo', 10],
    ['due.fifo', 10],
  ]);
  ssm.down = false;
  expect(await run()).toEqual({ batchItemFailures: [] });
});

test('a configuration that no retry mends fails the function, so that its alarm rings', async () => {
  const { ssm, run } = await setUp('42:token');
  ssm.values = {};
  await expect(run()).rejects.toMatchObject({ code: 'secrets-missing' });
});
