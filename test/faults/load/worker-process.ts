// The deployed worker in a process of its own, as Lambda keeps it warm: works on events that its parent sends, and tells how
// much memory is left in use. Started with --expose-gc.

import type { SqsEvent } from '@steward/handler';
import { silentMeter } from '@steward/handler';
import { createWorkerHandler } from '@steward/handler/testing';

export type ToWorker = { id: number; event: SqsEvent } | { id: number; measure: true };
export type FromWorker = { id: number; failed: boolean } | { id: number; heapBytes: number };

// Powertools gathers metrics for one invocation at a time, and here many run at once.
const handler = createWorkerHandler(process.env, { meter: silentMeter });
const answer = (message: FromWorker): void => void process.send?.(message);

const heapBytes = async (): Promise<number> => {
  // What finished work still holds is let go within a few turns.
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    (globalThis as { gc?: () => void }).gc?.();
  }
  return process.memoryUsage().heapUsed;
};

process.on('message', async (message: ToWorker) => {
  if ('measure' in message) return answer({ id: message.id, heapBytes: await heapBytes() });
  const context = { awsRequestId: String(message.id), getRemainingTimeInMillis: () => 900_000 };
  const { batchItemFailures } = await handler(message.event, context);
  answer({ id: message.id, failed: batchItemFailures.length > 0 });
});
