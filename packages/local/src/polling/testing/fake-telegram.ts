// A Bot API server in miniature: holds updates until they are confirmed, lets polls wait, fails when told to.
import { setImmediate } from 'node:timers/promises';
import type { BotCall, PollingLog, Update } from '@steward/handler';
import type { BotCallError } from '@steward/handler/testing';

export interface RecordedCall {
  method: string;
  params: Record<string, unknown>;
  timeoutMs: number;
}

export const botError = (errorCode: number, description: string, retryAfter?: number): Error & BotCallError =>
  Object.assign(new Error(description), {
    errorCode,
    description,
    ...(retryAfter !== undefined && { retryAfter }),
  });

export const networkError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

export const messageUpdate = (id: number, chat = 1): Update => ({
  update_id: id,
  message: { chat: { id: chat }, text: `message ${id}` },
});

export const chatOf = (update: Update): string =>
  String((update.message as { chat?: { id?: number } } | undefined)?.chat?.id ?? 'none');

export const createFakeTelegram = () => {
  const waiting: Update[] = [];
  const calls: RecordedCall[] = [];
  /** Answers given instead of the next ones; an `Error` is thrown. */
  const script: unknown[] = [];
  let wake: (() => void) | undefined;

  const getUpdates = async (params: Record<string, unknown>, signal?: AbortSignal): Promise<Update[]> => {
    const offset = params.offset as number | undefined;
    if (offset !== undefined) {
      // What lies before the offset is confirmed and forgotten.
      waiting.splice(0, waiting.length, ...waiting.filter((update) => update.update_id >= offset));
    }
    if (waiting.length === 0 && params.timeout !== 0) {
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    }
    return waiting.slice(0, params.limit as number);
  };

  const call = (async (method, params, { timeoutMs, signal }) => {
    calls.push({ method, params, timeoutMs });
    await setImmediate();
    signal?.throwIfAborted();
    const scripted = method === 'getUpdates' ? script.shift() : undefined;
    if (scripted instanceof Error) throw scripted;
    if (scripted !== undefined) return scripted;
    return method === 'getUpdates' ? await getUpdates(params, signal) : true;
  }) as BotCall;

  return {
    call,
    calls,
    script,
    polls: () => calls.filter(({ method }) => method === 'getUpdates'),
    send(...updates: Update[]) {
      waiting.push(...updates);
      wake?.();
    },
  };
};

export const createRecordingLog = (): PollingLog & { lines: string[] } => {
  const lines: string[] = [];
  const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};

/** Resolves when the condition holds; the test's own time limit says when it never does. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await setImmediate();
};
