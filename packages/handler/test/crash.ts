// Simulates a crash after every possible write of one update, each time on a fresh bench, and delivers the update again.
import { createFakeClock } from '@steward/core/testing';
import { expect } from 'vitest';
import { type Bench, createBench } from './bench.ts';

/** Longer than a lease: another worker may take the update over. */
const LEASE_OVER_MS = 61_000;

/**
 * `prepare` brings a bench to where the update is sent; `check` judges the end. The first number of writes that lets the
 * update through ends the run. Returns how many crashes were played.
 */
export const crashAtEveryWrite = async (options: {
  prepare: (bench: Bench) => Promise<void>;
  update: object;
  check: (bench: Bench, writes: number) => Promise<void>;
  bench?: () => Parameters<typeof createBench>[0];
}): Promise<number> => {
  for (let writes = 0; writes < 100; writes += 1) {
    const clock = createFakeClock(undefined, { mode: 'auto' });
    const bench = createBench({ clock, ...options.bench?.() });
    await options.prepare(bench);
    bench.stores.failAfterWrites(writes);
    const first = await bench.deliver(options.update);
    bench.stores.failAfterWrites(undefined);
    for (let count = 2; count < 6; count += 1) {
      await clock.advance(LEASE_OVER_MS);
      await bench.deliver(options.update, { receiveCount: count });
    }
    await options.check(bench, writes);
    if (first === 'deleted') return writes;
  }
  throw new Error('The update never came through');
};

/** Exactly one crash falls between a send and its record: only there may a message be repeated, once. */
export const expectOnce = (counts: number[]): void => {
  expect(counts.filter((count) => count !== 1 && count !== 2)).toEqual([]);
  expect(counts.filter((count) => count === 2).length).toBeLessThanOrEqual(1);
};
