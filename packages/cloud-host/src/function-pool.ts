// Runs the calls of one version of a function: as many at once as come, each in a process of its own, warm ones first.
import type { FunctionProcess } from './function-process.ts';

export interface FunctionPool {
  /** Waits for a process when every allowed one is busy. @throws FunctionTimedOut, FunctionFailed */
  invoke(event: unknown): Promise<unknown>;
  /** Takes no process down that still works: they end with what they do. Later calls start none. */
  retire(): void;
  /** Ends everything at once. */
  kill(): void;
}

export interface FunctionPoolOptions {
  start: () => FunctionProcess;
  /** At the same time; one machine is no region. */
  maxProcesses?: number;
  /** How long a process without a call is kept. */
  keepWarmMs?: number;
}

const FIVE_MINUTES_MS = 300_000;

export const createFunctionPool = ({
  start,
  maxProcesses = 40,
  keepWarmMs = FIVE_MINUTES_MS,
}: FunctionPoolOptions): FunctionPool => {
  const idle = new Map<FunctionProcess, NodeJS.Timeout>();
  const busy = new Set<FunctionProcess>();
  const waiting: (() => void)[] = [];
  let retired = false;

  const takeWarm = (): FunctionProcess | undefined => {
    // The one used last: the others may grow old and end.
    for (const [one, timer] of [...idle].reverse()) {
      clearTimeout(timer);
      idle.delete(one);
      if (one.isAlive()) return one;
    }
    return undefined;
  };

  const take = async (): Promise<FunctionProcess> => {
    while (busy.size >= maxProcesses) await new Promise<void>((resolve) => void waiting.push(resolve));
    const taken = takeWarm() ?? start();
    busy.add(taken);
    return taken;
  };

  const drop = (one: FunctionProcess): void => {
    idle.delete(one);
    one.kill();
  };

  const giveBack = (one: FunctionProcess): void => {
    busy.delete(one);
    if (retired || !one.isAlive()) one.kill();
    else idle.set(one, setTimeout(() => drop(one), keepWarmMs).unref());
    waiting.shift()?.();
  };

  const retire = (): void => {
    retired = true;
    for (const [one, timer] of idle) {
      clearTimeout(timer);
      drop(one);
    }
  };

  return {
    async invoke(event) {
      const taken = await take();
      try {
        return await taken.invoke(event);
      } finally {
        giveBack(taken);
      }
    },
    retire,
    kill() {
      retire();
      for (const one of busy) one.kill();
    },
  };
};
