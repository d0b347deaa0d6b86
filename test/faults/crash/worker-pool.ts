// The processes that run the worker. Each has its own gate to the world; one that is killed is replaced at once.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { bundleProcess } from './bundle-process.ts';
import type { Said } from './process-log.ts';

export interface Slot {
  index: number;
  /** The call that runs in it. */
  call?: { event: SQSEvent } | undefined;
}

export interface WorkerPool {
  slots: readonly Slot[];
  /** Runs the worker in a free process. Rejects when that is killed. */
  invoke(event: SQSEvent): Promise<SQSBatchResponse>;
  /** SIGKILL, if its call still runs; resolves when the process is gone. */
  kill(slot: Slot): Promise<void>;
  /** The last lines that workers logged. */
  trace(): string;
  close(): Promise<void>;
}

export class WorkerKilled extends Error {
  constructor() {
    super('The worker was killed');
    this.name = 'WorkerKilled';
  }
}

export interface PoolOptions {
  size: number;
  /** Where the program is written to. */
  folder: string;
  environment: (slot: Slot) => Record<string, string>;
  onCall: (slot: Slot, event: SQSEvent) => void;
  /** The call is done, and nobody knows yet. True: its process dies before anyone does. */
  onReturn: (slot: Slot) => boolean;
  /** The call is over, one way or the other. */
  onEnd: (slot: Slot) => void;
}

interface Worker extends Slot {
  child: ChildProcess;
  ready: Promise<void>;
  died: Promise<unknown>;
}

const KEPT_LINES = 60;

export const startWorkerPool = async (options: PoolOptions): Promise<WorkerPool> => {
  const program = await bundleProcess('worker-process', options.folder);
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let closed = false;

  const start = (worker: Worker): void => {
    const child = forkWorker(program, options.environment(worker), (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    });
    worker.child = child;
    worker.ready = readinessOf(child);
    worker.died = once(child, 'exit');
    let hasStarted = false;
    child.once('message', () => {
      hasStarted = true;
    });
    // Before anybody hears of the death, who might choose this worker for the next call.
    child.prependListener('exit', () => {
      if (hasStarted && !closed) start(worker);
    });
  };

  const workers = Array.from({ length: options.size }, (_, index) => ({ index }) as Worker);
  for (const worker of workers) start(worker);

  const freeWorker = async (): Promise<Worker> => {
    for (;;) {
      const free = workers.find(({ call }) => call === undefined);
      if (free) return free;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  const kill = async (slot: Slot): Promise<void> => {
    const worker = slot as Worker;
    if (worker.call === undefined) return;
    worker.child.kill('SIGKILL');
    await worker.died;
  };

  return {
    slots: workers,
    async invoke(event) {
      const worker = await freeWorker();
      worker.call = { event };
      try {
        await worker.ready;
        options.onCall(worker, event);
        const response = await responseOf(worker.child, event);
        // Done, but nobody was told: as when the machine goes down at that moment.
        if (!options.onReturn(worker)) return response;
        await kill(worker);
        throw new WorkerKilled();
      } finally {
        options.onEnd(worker);
        worker.call = undefined;
        waiting.shift()?.();
      }
    },
    kill,
    trace: () => lines.join('\n'),
    async close() {
      closed = true;
      for (const { child } of workers) child.kill('SIGKILL');
      await Promise.all(workers.map(({ died }) => died));
    },
  };
};

const forkWorker = (
  program: string,
  env: Record<string, string>,
  onLog: (line: string) => void,
): ChildProcess => {
  const child = fork(program, [], {
    env,
    execArgv: ['--no-warnings', '--max-old-space-size=256'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (said: Said) => {
    if ('log' in said) onLog(said.log);
  });
  return child;
};

const readinessOf = (child: ChildProcess): Promise<void> => {
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error('A worker process did not start')));
  });
  ready.catch(() => {});
  return ready;
};

const responseOf = (child: ChildProcess, event: SQSEvent): Promise<SQSBatchResponse> =>
  new Promise((resolve, reject) => {
    const end = () => {
      child.off('message', hear);
      child.off('exit', die);
    };
    const hear = (said: Said) => {
      if (!('response' in said)) return;
      end();
      resolve(said.response as SQSBatchResponse);
    };
    const die = () => {
      end();
      reject(new WorkerKilled());
    };
    child.on('message', hear);
    child.once('exit', die);
    child.send(event, (error) => {
      if (error) die();
    });
  });
