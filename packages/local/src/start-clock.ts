// The clock of a local run: the dispatcher on a timer, and the worker behind what it queues.
import { type Clock, type DueIndex, workOfDue } from '@steward/core';
import {
  composeDispatcher,
  createDynamoDbClaimStore,
  createDynamoDbDueIndex,
  type DynamoDbDependencies,
  type Log,
  silentMeter,
} from '@steward/handler';
import type { InProcessQueue } from './queue/in-process-queue.ts';
import type { QueueWorker } from './queue/invoke-worker.ts';

export interface LocalClockDependencies {
  /** Where the table is, for the function. */
  environment: Record<string, string>;
  table: DynamoDbDependencies;
  queue: InProcessQueue;
  worker: QueueWorker;
  clock: Clock;
  log: Log;
}

/** As often as a schedule of AWS can, and once more. No timer runs longer: one of 25 days would end at once. */
const TICK_EVERY_MS = 30_000;
/** As long as the function may run in the cloud. */
const TICK_MS = 300_000;

/** Ticks at once, and from then on beside each other: one that waits for a moment holds up no other. */
export const startClock = async (deps: LocalClockDependencies): Promise<{ close(): Promise<void> }> => {
  const { environment, table, queue, worker, log } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const clock: Clock = { now: deps.clock.now, sleep: (ms) => deps.clock.sleep(ms, signal) };
  const tick = composeDispatcher(environment, { log, meter: silentMeter, clock, queue });
  const running = new Set<Promise<unknown>>();
  await freeLeases(table, deps.clock.now()).catch((error: unknown) =>
    log.error('What is due cannot be read', error, { action: 'start' }),
  );
  queue.start(worker);

  const run = (): void => {
    // Not by the clock, which may be set.
    const endsMs = performance.now() + TICK_MS;
    const task = tick(() => (signal.aborted ? 0 : endsMs - performance.now()))
      // It has logged what went wrong.
      .catch(() => {})
      .finally(() => running.delete(task));
    running.add(task);
  };

  const ticking = (async () => {
    while (!signal.aborted) {
      run();
      await clock.sleep(TICK_EVERY_MS);
    }
  })();
  return {
    async close() {
      stopping.abort();
      await Promise.all([ticking, ...running]);
      await queue.stop();
    },
  };
};

/** Whoever was at a firing is dead: this process holds the data folder. */
const freeLeases = async (table: DynamoDbDependencies, nowMs: number): Promise<void> => {
  const claims = createDynamoDbClaimStore(table);
  const index: DueIndex = createDynamoDbDueIndex(table);
  for await (const item of index.dueBetween(0, nowMs)) {
    const work = workOfDue(item);
    if (work !== undefined) await claims.abandon(item.owner, work);
  }
};
