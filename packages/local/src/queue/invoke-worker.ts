// One invocation of the worker, as Lambda makes it: one record, a context of its own, and a timeout that ends it for the
// caller.
import { randomUUID } from 'node:crypto';
import type { Clock } from '@steward/core';
import type { LambdaContext, SqsEvent, SqsRecord } from '@steward/handler';
import type { SQSBatchResponse } from 'aws-lambda';

/** The worker function. */
export type QueueWorker = (event: SqsEvent, context: LambdaContext) => Promise<SQSBatchResponse>;

/** Whether the message is done with. Rejects with what the worker threw, or when it is still running at its timeout. */
export const invokeWorker = async (
  worker: QueueWorker,
  record: SqsRecord,
  { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
): Promise<boolean> => {
  const endsMs = clock.now() + timeoutMs;
  const context = {
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, endsMs - clock.now()),
  };
  const done = new AbortController();
  const timedOut = clock.sleep(timeoutMs, done.signal).then(() => undefined);
  try {
    const response = await Promise.race([worker({ Records: [record] }, context), timedOut]);
    if (!response) throw new Error('The worker timed out');
    return response.batchItemFailures.length === 0;
  } finally {
    done.abort();
  }
};
