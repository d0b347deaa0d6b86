// The emulator's updates behind a call without a socket, which fails when told to.
import { setImmediate } from 'node:timers/promises';
import type { BotCall, PollingLog, Update } from '@steward/handler';
import type { BotCallError } from '@steward/handler/testing';
import { createTelegramEmulator } from '@steward/telegram-emulator';

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
  const emulator = createTelegramEmulator();
  const calls: RecordedCall[] = [];
  /** Answers given instead of the next ones; an `Error` is thrown. */
  const script: unknown[] = [];

  const call = (async (method, params, { timeoutMs, signal }) => {
    calls.push({ method, params, timeoutMs });
    await setImmediate();
    signal?.throwIfAborted();
    const scripted = method === 'getUpdates' ? script.shift() : undefined;
    if (scripted instanceof Error) throw scripted;
    if (scripted !== undefined) return scripted;
    if (method !== 'getUpdates') return true;
    const answer = await emulator.api.call(method, { values: params, files: new Map() }, signal);
    signal?.throwIfAborted();
    if (!answer.ok) throw botError(answer.error_code, answer.description);
    return answer.result;
  }) as BotCall;

  return {
    call,
    calls,
    script,
    polls: () => calls.filter(({ method }) => method === 'getUpdates'),
    send(...updates: Update[]) {
      for (const update of updates) emulator.pushUpdate(update);
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
