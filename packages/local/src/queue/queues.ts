// The two queues of a local run, as in the cloud: of updates, and of what is due, so that no long answer delays a
// reminder. What a kill takes from the second one is queued again by the first tick after the next start.
import type { UpdateQueue } from '@steward/handler';
import {
  createInProcessQueue,
  type InProcessQueue,
  type InProcessQueueDependencies,
} from './in-process-queue.ts';

export interface LocalQueues {
  updates: InProcessQueue;
  due: InProcessQueue;
  /** As the worker knows them: it sends to the first, and hides messages of both. */
  ofWorker: UpdateQueue;
}

const DUE_ARN = 'arn:aws:sqs:local:0:due.fifo';

export const createQueues = (deps: InProcessQueueDependencies): LocalQueues => {
  const updates = createInProcessQueue(deps);
  const due = createInProcessQueue({ ...deps, arn: DUE_ARN });
  return {
    updates,
    due,
    ofWorker: {
      send: updates.send,
      changeVisibility: (receiptHandle, seconds, queueArn) =>
        (queueArn === DUE_ARN ? due : updates).changeVisibility(receiptHandle, seconds),
    },
  };
};
