import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createFunctionPool } from './function-pool.ts';

/** Processes that answer with their number, after the event's milliseconds. */
const countingStart = () => {
  const alive = new Set<number>();
  let started = 0;
  const start = () => {
    started += 1;
    const number = started;
    alive.add(number);
    return {
      invoke: async (event: unknown) => {
        await sleep(Number(event));
        return number;
      },
      isAlive: () => alive.has(number),
      kill: () => void alive.delete(number),
    };
  };
  return { start, alive, started: () => started };
};

describe('the processes of a function', () => {
  it('are never more than allowed: who comes later waits for one', async () => {
    const processes = countingStart();
    const pool = createFunctionPool({ start: processes.start, maxProcesses: 2 });
    const answers = await Promise.all([20, 20, 0, 0, 0].map((ms) => pool.invoke(ms)));
    expect(processes.started()).toBe(2);
    expect(new Set(answers)).toEqual(new Set([1, 2]));
    pool.kill();
  });

  it('end when nobody has called for long enough', async () => {
    const processes = countingStart();
    const pool = createFunctionPool({ start: processes.start, keepWarmMs: 10 });
    await pool.invoke(0);
    expect(processes.alive.size).toBe(1);
    await expect.poll(() => processes.alive.size).toBe(0);
    expect(await pool.invoke(0)).toBe(2);
    pool.kill();
  });

  it('are passed over when they have died meanwhile', async () => {
    const processes = countingStart();
    const pool = createFunctionPool({ start: processes.start });
    await pool.invoke(0);
    processes.alive.clear();
    expect(await pool.invoke(0)).toBe(2);
    pool.kill();
  });

  it('finish what they do when the pool retires, and end then', async () => {
    const processes = countingStart();
    const pool = createFunctionPool({ start: processes.start });
    await pool.invoke(0);
    const running = pool.invoke(20);
    pool.retire();
    expect(await running).toBe(1);
    expect(processes.alive.size).toBe(0);
  });
});
