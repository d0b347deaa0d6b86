// One execution environment of a function: a process that starts cold, stays warm, and dies of a timeout.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FunctionConfiguration } from './deployment.ts';
import { FunctionFailed } from './function-failed.ts';
import { FunctionTimedOut } from './queue/invoke-function.ts';
import type { Call, Outcome } from './runtime-protocol.ts';

const RUNTIME = fileURLToPath(new URL('./runtime.ts', import.meta.url));

export interface FunctionProcess {
  /** One call at a time. @throws FunctionTimedOut, FunctionFailed */
  invoke(event: unknown): Promise<unknown>;
  /** False once the process has ended or was told to. */
  isAlive(): boolean;
  kill(): void;
}

export interface FunctionProcessOptions {
  configuration: FunctionConfiguration;
  /** Of the code. */
  folder: string;
  /** The process's whole environment. */
  environment: Record<string, string>;
  /** Where it may print: this process's output, a file's descriptor, or nowhere. */
  output: 'inherit' | 'ignore' | number;
}

export const startFunctionProcess = (options: FunctionProcessOptions): FunctionProcess => {
  const { configuration, folder, environment, output } = options;
  const { name, timeoutMs, memoryMb, handler } = configuration;
  const child = fork(RUNTIME, [folder, handler], {
    cwd: folder,
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${memoryMb}`],
    stdio: ['ignore', output, output, 'ipc'],
  });
  let alive = true;
  const kill = (): void => {
    alive = false;
    child.kill('SIGKILL');
  };
  child.once('exit', () => {
    alive = false;
  });
  // Without a listener, a process that cannot start would end this one.
  child.on('error', kill);

  const callOnce = async (event: unknown): Promise<unknown> => {
    const call: Call = {
      requestId: randomUUID(),
      deadlineMs: Date.now() + timeoutMs,
      arn: configuration.arn,
      event,
    };
    const outcome = await exchange(child, call, timeoutMs);
    if (outcome === 'timeout') {
      kill();
      throw new FunctionTimedOut(timeoutMs);
    }
    if (outcome === 'exit') {
      alive = false;
      throw new FunctionFailed(name, 'Runtime.ExitError', 'its process ended');
    }
    if ('fault' in outcome) throw new FunctionFailed(name, outcome.fault.type, outcome.fault.message);
    return JSON.parse(outcome.result);
  };

  return { invoke: callOnce, isAlive: () => alive && child.connected, kill };
};

/** Sends the call and waits for what comes first: its outcome, the timeout, the end of the process. */
const exchange = (
  child: ChildProcess,
  call: Call,
  timeoutMs: number,
): Promise<Outcome | 'timeout' | 'exit'> =>
  new Promise((resolve) => {
    const settle = (outcome: Outcome | 'timeout' | 'exit'): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: unknown): void => settle(message as Outcome);
    const onExit = (): void => settle('exit');
    const timer = setTimeout(() => settle('timeout'), timeoutMs);
    child.once('message', onMessage);
    child.once('exit', onExit);
    child.send(call, (error) => {
      if (error) settle('exit');
    });
  });
