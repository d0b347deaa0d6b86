// A process of the bench with one conversation: a request, its answer, the next request.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LAST_WORDS_LENGTH = 2_000;

export interface Child<Hello> {
  /** The first thing it said. */
  hello: Hello;
  ask<Answer>(request: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a module of this folder; resolves when it has said something. Its environment is what is given here and PATH. */
export const startChild = async <Hello>(
  module: string,
  options: { args?: string[]; env?: Record<string, string>; execArgv?: string[] } = {},
): Promise<Child<Hello>> => {
  const { args = [], env = {}, execArgv = [] } = options;
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), args, {
    execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
    env: { PATH: process.env.PATH ?? '', ...env },
    // What a bot logs is written, as on Lambda, and read by nobody; its last words tell why it ended.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_LENGTH);
  });
  let waiting: PromiseWithResolvers<unknown> | undefined;
  child.on('message', (message) => waiting?.resolve(message));
  child.on('exit', (code) => waiting?.reject(new Error(`${module} ended with ${code}:\n${lastWords}`)));
  const next = async <T>(): Promise<T> => {
    waiting = Promise.withResolvers();
    return (await waiting.promise) as T;
  };
  return {
    hello: await next<Hello>(),
    async ask(request) {
      const answered = next<never>();
      child.send(request as object);
      return await answered;
    },
    async close() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
};
