// Many events, one after the other, in one warm process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const RUNTIME = fileURLToPath(new URL('./warm-runtime.mjs', import.meta.url));

/** Milliseconds of each event but the first `warmUp`. Rejects when one is not answered 200. */
export const runWarm = async (options: {
  code: string;
  environment: Record<string, string>;
  events: object[];
  warmUp: number;
}): Promise<number[]> => {
  const { environment, ...job } = options;
  const child = fork(RUNTIME, { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(job);
  const done = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${options.code} ended`))),
  ]);
  const [{ durations, statuses }] = (await done) as [{ durations: number[]; statuses: number[] }];
  if (statuses.join() !== '200') throw new Error(`${options.code} answered ${statuses.join()}`);
  return durations;
};
