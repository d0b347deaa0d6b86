// Faults a test plants between the bot and Telegram: refusals, lost answers, slow or broken connections.
import type { RefusalParameters } from './refusals.ts';

interface FaultScope {
  /** The method it hits, exact or by pattern; every method when left out. */
  method?: string | RegExp;
  /** Only calls for this chat. */
  chatId?: number;
  /** How many calls it hits; one when left out. */
  times?: number;
  /** How many matching calls pass before it begins. */
  skip?: number;
}

export type Fault = FaultScope &
  (
    | { kind: 'status'; error_code: number; description?: string; retry_after?: number }
    /** The call is executed, its answer never comes. */
    | { kind: 'timeout-after-accept' }
    /** Nothing happens, no answer comes. */
    | { kind: 'timeout-before' }
    /** The connection breaks before anything happened. */
    | { kind: 'reset' }
    /** The call is executed, then the connection breaks. */
    | { kind: 'reset-after-accept' }
    /** The call is executed after so many milliseconds. */
    | { kind: 'delay'; ms: number }
    /** A proxy's page instead of an answer. */
    | { kind: 'html-502' }
  );

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
}

export interface FaultList extends Faults {
  /** The fault that hits this call, if any; it counts as used. */
  take(method: string, values: Readonly<Record<string, unknown>>): Fault | undefined;
}

export const createFaults = (): FaultList => {
  const planted: { fault: Fault; skip: number; times: number }[] = [];
  return {
    add: (fault) => void planted.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }),
    clear: () => void planted.splice(0),
    take(method, values) {
      for (const one of planted) {
        if (one.times < 1 || !matches(one.fault, method, values)) continue;
        if (one.skip > 0) {
          one.skip -= 1;
          continue;
        }
        one.times -= 1;
        return one.fault;
      }
      return undefined;
    },
  };
};

/** The error answer of a `status` fault. */
export const faultAnswer = (
  fault: Extract<Fault, { kind: 'status' }>,
): {
  ok: false;
  error_code: number;
  description: string;
  parameters?: RefusalParameters;
} => {
  const { error_code, retry_after } = fault;
  const fallback =
    retry_after === undefined ? 'Internal Server Error' : `Too Many Requests: retry after ${retry_after}`;
  return {
    ok: false,
    error_code,
    description: fault.description ?? fallback,
    ...(retry_after !== undefined && { parameters: { retry_after } }),
  };
};

const matches = (fault: Fault, method: string, values: Readonly<Record<string, unknown>>): boolean => {
  const { chatId } = fault;
  if (chatId !== undefined && Number(values.chat_id) !== chatId) return false;
  if (fault.method === undefined) return true;
  if (typeof fault.method === 'string') return fault.method.toLowerCase() === method.toLowerCase();
  return fault.method.test(method);
};
