// Puts faults around the ports of the worker: a call fails before it is carried out, or after, or is slow.
import { StewardError } from '@steward/core';

export type PortFault =
  /** Throttling, a 500, no connection: nothing was done. */
  | { kind: 'unavailable' }
  /** It was done, and the answer was lost. */
  | { kind: 'answer-lost' }
  | { kind: 'slow'; ms: number };

export interface PortCall {
  port: string;
  method: string;
  args: readonly unknown[];
}

export interface PortFaults {
  choose: (call: PortCall) => PortFault | undefined;
  sleep: (ms: number) => Promise<void>;
}

type Method = (...args: unknown[]) => unknown;

/** The same port; methods that stream are hit when their reader begins. */
export const withPortFaults = <T extends object>(port: string, inner: T, faults: PortFaults): T => {
  const wrapped = Object.entries(inner).map(([method, run]) => {
    if (typeof run !== 'function') return [method, run];
    const streams = /^(newest|oldest)First$/.test(method);
    return [method, (streams ? streaming : asking)(run as Method, { port, method }, faults)];
  });
  return Object.fromEntries(wrapped) as T;
};

const asking =
  (run: Method, call: Omit<PortCall, 'args'>, { choose, sleep }: PortFaults) =>
  async (...args: unknown[]) => {
    const fault = choose({ ...call, args });
    if (fault?.kind === 'unavailable') throw unavailable();
    if (fault?.kind === 'slow') await sleep(fault.ms);
    const result = await run(...args);
    if (fault?.kind === 'answer-lost') throw unavailable();
    return result;
  };

const streaming = (run: Method, call: Omit<PortCall, 'args'>, { choose, sleep }: PortFaults) =>
  async function* (...args: unknown[]) {
    const fault = choose({ ...call, args });
    if (fault?.kind === 'slow') await sleep(fault.ms);
    else if (fault) throw unavailable();
    yield* run(...args) as AsyncIterable<unknown>;
  };

const unavailable = (): StewardError =>
  new StewardError('storage-unavailable', 'A fault that was played', { retryable: true });
