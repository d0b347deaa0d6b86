// The worker: one queue message at a time; what it asks for is claimed, done, and ends with exactly one outcome.
import type { SQSBatchResponse } from 'aws-lambda';
import type { Services } from '../context/services.ts';
import { DELETE, type Delivery, type Ending } from '../context/work.ts';
import type { DispatchDependencies } from '../dispatch/handle-update.ts';
import type { Feature } from '../features/feature.ts';
import { composeFeatures } from '../features/index.ts';
import { readEnvelope } from '../queue/queue-message.ts';
import { createClaimWork } from './claim-work.ts';
import { RESERVE_MS } from './deadlines.ts';
import type { LambdaContext, SqsEvent, SqsRecord } from './lambda-types.ts';
import { createQueueKinds } from './queue-kinds.ts';
import { retryDelaySeconds } from './retry-policy.ts';
import { type ClaimedWorkDependencies, receivesOf } from './work-claimed.ts';

export type WorkerDependencies = ClaimedWorkDependencies & DispatchDependencies & Pick<Services, 'keepSeen'>;

export const createWorker = (services: WorkerDependencies, more: readonly Feature[] = []) => {
  const { log, meter, queue } = services;
  const kinds = createQueueKinds(services, composeFeatures(services, more));
  const claimWork = createClaimWork(services);

  const process = async (record: SqsRecord, lambda: LambdaContext): Promise<Ending> => {
    const { value, redriven } = readEnvelope(record.body);
    const delivery: Delivery = {
      redriven,
      remainingMs: () => lambda.getRemainingTimeInMillis(),
      work: (work) => claimWork(work, record, lambda),
    };
    for (const kind of kinds) {
      const message = kind.read(value);
      if (message !== undefined) return await kind.run(message, delivery);
    }
    log.error('A queue message that is no update', new Error('unreadable'), {
      action: 'read',
      outcome: 'ignored',
      request_id: lambda.awsRequestId,
    });
    return DELETE;
  };

  const settle = async (record: SqsRecord, lambda: LambdaContext): Promise<Ending> => {
    try {
      return await process(record, lambda);
    } catch (error) {
      log.error('An update could not be claimed or settled', error, {
        action: 'claim',
        outcome: 'retry',
        request_id: lambda.awsRequestId,
      });
      return { retryInSeconds: retryDelaySeconds(receivesOf(record), error) };
    }
  };

  return async (event: SqsEvent, lambda: LambdaContext): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const { retryInSeconds } = await settle(record, lambda);
      if (lambda.getRemainingTimeInMillis() > RESERVE_MS) await services.keepSeen?.();
      if (retryInSeconds === undefined) continue;
      batchItemFailures.push({ itemIdentifier: record.messageId });
      await queue
        .changeVisibility(record.receiptHandle, retryInSeconds, record.eventSourceARN)
        .catch(() => {});
    }
    meter.flush();
    return { batchItemFailures };
  };
};
