// Composes the dispatcher from its environment. It knows keys and times only, neither the bot nor the domain: it stays
// small, and starts every minute.
import { type Clock, systemClock } from '@steward/core';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { createDynamoDbDueIndex } from './aws/dynamodb-due-index.ts';
import { createDynamoDbTickStore } from './aws/dynamodb-tick-store.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { dispatcherEnvironment } from './config/dispatcher-environment.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { createDispatcher } from './dispatcher/create-dispatcher.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createPowertoolsMeter, type Meter } from './observability/metrics.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { UpdateQueue } from './queue/update-queue.ts';

export interface DispatcherOverrides {
  log?: Log;
  meter?: Meter;
  clock?: Clock;
  /** Instead of SQS, whose address is not needed then. */
  queue?: Pick<UpdateQueue, 'send'>;
}

export const composeDispatcher = (
  environment: Record<string, string | undefined>,
  overrides: DispatcherOverrides = {},
) => {
  const env = parseEnvironment(dispatcherEnvironment, {
    ...environment,
    ...(overrides.queue && { DUE_QUEUE_URL: 'none' }),
  });
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  return createDispatcher({
    index: createDynamoDbDueIndex(table),
    ticks: createDynamoDbTickStore(table),
    queue:
      overrides.queue ??
      createSqsUpdateQueue({ client: createSignedClient({ environment }), queueUrl: env.DUE_QUEUE_URL }),
    tzVersion: process.versions.tz ?? 'unknown',
    clock: overrides.clock ?? systemClock,
    log: overrides.log ?? createPowertoolsLog('dispatcher'),
    meter: overrides.meter ?? createPowertoolsMeter('dispatcher'),
  });
};
