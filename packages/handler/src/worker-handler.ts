// What Lambda calls with the queues' messages: composes the worker once, and lets the messages of a start that failed come
// again soon.
import { StewardError } from '@steward/core';
import type { SQSBatchResponse } from 'aws-lambda';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { composeWorker, type WorkerOverrides } from './compose-worker.ts';
import { createPowertoolsLog } from './observability/log.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { LambdaContext, SqsEvent } from './worker/lambda-types.ts';
import { retryDelaySeconds } from './worker/retry-policy.ts';

type Environment = Record<string, string | undefined>;

export const createWorkerHandler = (environment: Environment, overrides: WorkerOverrides = {}) => {
  let composed: ReturnType<typeof composeWorker> | undefined;

  return async (event: SqsEvent, context: LambdaContext): Promise<SQSBatchResponse> => {
    composed ??= composeWorker(environment, overrides);
    const starting = composed;
    let worker: Awaited<typeof starting>;
    try {
      worker = await starting;
    } catch (error) {
      // Secrets that could not be read now may be readable for the next try.
      if (composed === starting) composed = undefined;
      if (!(error instanceof StewardError) || !error.retryable) throw error;
      const log = overrides.log ?? createPowertoolsLog('worker');
      log.error('The worker could not start', error, { action: 'start', request_id: context.awsRequestId });
      return await postpone(environment, event, error);
    }
    return await worker(event, context);
  };
};

/** The queue hides a message for as long as the function may run: a chat would wait for a quarter of an hour. */
const postpone = async (
  environment: Environment,
  { Records: records }: SqsEvent,
  error: StewardError,
): Promise<SQSBatchResponse> => {
  const client = createSignedClient({ environment });
  const queue = createSqsUpdateQueue({
    client,
    queueUrl: environment.UPDATE_QUEUE_URL ?? '',
    dueQueueUrl: environment.DUE_QUEUE_URL,
  });
  for (const { receiptHandle, eventSourceARN, attributes } of records) {
    const seconds = retryDelaySeconds(Number(attributes.ApproximateReceiveCount), error);
    await queue.changeVisibility(receiptHandle, seconds, eventSourceARN).catch(() => {});
  }
  return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
