// Runs one update in a fresh worker process, against stand-ins that live in this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildAll } from '@steward/handler/build';

export interface Job {
  seconds: number;
  /** Resident memory before the update, and the most there was until its end. */
  startMb: number;
  peakMb: number;
  /** The queue may delete the message. */
  done: boolean;
}

export interface WorkerProcess {
  work(update: object, environment: Record<string, string>): Promise<Job>;
  close(): Promise<void>;
}

const JOB = fileURLToPath(new URL('worker-job.mjs', import.meta.url));

/** Bundles the worker once; every piece of work gets a process of its own. */
export const prepareWorkerProcess = async (): Promise<WorkerProcess> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-bench-'));
  await buildAll(folder);
  const bundle = pathToFileURL(join(folder, 'worker', 'index.mjs')).href;
  return {
    work: (update, environment) => runJob(JOB, [bundle], update, environment),
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Runs a script that works on one message in a fresh process and tells time and memory. */
export const runJob = async (
  script: string,
  args: string[],
  message: object,
  environment: Record<string, string> = {},
): Promise<Job> => {
  const child = fork(script, args, {
    env: { ...process.env, ...environment },
    execArgv: [],
    // The log of a worker that does its work is of no interest.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.send(message);
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${script} ended without an answer`);
  });
  gone.catch(() => {});
  const [job] = await Promise.race([once(child, 'message'), gone]);
  return job as Job;
};
