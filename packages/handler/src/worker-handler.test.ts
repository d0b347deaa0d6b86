import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startFakeSsm } from '../test/fake-ssm.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';
import { createWorkerHandler } from './worker-handler.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A queue that notes for how long it is to hide a message. */
const startQueue = async () => {
  const hidden: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { ReceiptHandle, VisibilityTimeout } = JSON.parse(Buffer.concat(chunks).toString());
      hidden.push([ReceiptHandle, VisibilityTimeout]);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { hidden, environment: { AWS_ENDPOINT_URL_SQS: url, UPDATE_QUEUE_URL: `${url}/1/updates.fifo` } };
};

const setUp = async (token: string) => {
  const [ssm, queue] = [await startFakeSsm({ '/token': token }), await startQueue()];
  cleanUps.push(ssm.close);
  const environment = {
    ...ssm.environment,
    ...queue.environment,
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TABLE_NAME: 't',
    ARCHIVE_BUCKET: 'b',
  };
  const handler = createWorkerHandler(environment, { log: silentLog, meter: silentMeter });
  const attributes = { ApproximateReceiveCount: '2' };
  const event = { Records: [{ messageId: 'm', receiptHandle: 'r', body: 'no update', attributes }] };
  const run = () => handler(event, { awsRequestId: 'a', getRemainingTimeInMillis: () => 900_000 });
  return { ssm, queue, run };
};

test('while the secrets cannot be read a message comes again in seconds, and is worked on once they can', async () => {
  const { ssm, queue, run } = await setUp('42:token');
  ssm.down = true;
  expect(await run()).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
  expect(queue.hidden).toEqual([['r', 10]]);
  ssm.down = false;
  expect(await run()).toEqual({ batchItemFailures: [] });
});

test('a configuration that no retry mends fails the function, so that its alarm rings', async () => {
  const { ssm, run } = await setUp('42:token');
  ssm.values = {};
  await expect(run()).rejects.toMatchObject({ code: 'secrets-missing' });
});
