// The product's own adapter over SQS as fauxqs plays it, and the mapping that calls the worker.
import { createSignedClient, createSqsUpdateQueue, updateQueueContract } from '@steward/handler/testing';
import { standInEnvironment } from '@steward/stand-ins';
import { openUpdateQueue } from '@steward/stand-ins/testing';
import { createMemoryLog } from '../testing/memory-log.ts';
import { createEventSourceMapping } from './event-source-mapping.ts';

updateQueueContract(async (worker, { visibilitySeconds, maxReceives, ...limits }) => {
  const server = await openUpdateQueue({
    ...(maxReceives !== undefined && { maxReceiveCount: maxReceives }),
    ...(visibilitySeconds !== undefined && { visibilityTimeoutSeconds: visibilitySeconds }),
  });
  const { sqs, queueUrl, queueArn, endpoint } = server;
  const environment = { ...standInEnvironment, AWS_ENDPOINT_URL_SQS: endpoint };
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl,
    queueArn,
    handler: worker,
    stopTimeoutMs: 500,
    log: createMemoryLog(),
    ...limits,
  });
  mapping.start();
  return {
    queue: createSqsUpdateQueue({ client: createSignedClient({ environment }), queueUrl }),
    deadLetters: server.deadLetters,
    stop: mapping.stop,
    close: async () => {
      await mapping.stop();
      await server.close();
    },
  };
});
