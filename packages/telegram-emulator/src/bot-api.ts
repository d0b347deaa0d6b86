// Executes Bot API calls, whatever way they came: finds the method, refuses what it does not know, answers as
// the server does, and keeps a record of every call for tests.
import type { Method, MethodContext } from './method.ts';
import { methods } from './methods.ts';
import type { RequestParameters } from './parameters.ts';
import { type RefusalParameters, refuse, TelegramRefusal } from './refusals.ts';

/** One call; `at` in ms, `status` is the HTTP status (0: no answer was given). */
export interface RecordedCall {
  method: string;
  params: Record<string, unknown>;
  at: number;
  status: number;
  errorCode?: number;
}

export type ApiAnswer =
  | { ok: true; result: unknown; description?: string }
  | { ok: false; error_code: number; description: string; parameters?: RefusalParameters };

export interface BotApi {
  /** Executes one call; never throws for what a bot did wrong. */
  call(method: string, request: RequestParameters, signal?: AbortSignal): Promise<ApiAnswer>;
  /** Enters a call in the record; set its status once it is known. */
  record(method: string, request: RequestParameters): RecordedCall;
  calls(): RecordedCall[];
}

/** Only the latest calls are kept: the chat page may run for weeks. */
const keptCalls = 10_000;

const byName: ReadonlyMap<string, Method> = new Map(methods.map((one) => [one.name.toLowerCase(), one]));

export const createBotApi = (context: MethodContext): BotApi => {
  const calls: RecordedCall[] = [];

  const execute = async (name: string, request: RequestParameters, signal?: AbortSignal) => {
    if (context.store.state.loggedOutUntil > context.clock()) refuse('loggedOut');
    const method = byName.get(name.toLowerCase());
    if (!method) return refuse('methodNotFound');
    checkNames(method, request);
    return method.run(context, request, signal);
  };

  return {
    async call(name, request, signal) {
      try {
        const { result, description } = await execute(name, request, signal);
        // What the caller gets is a copy: the state stays the emulator's own.
        return {
          ok: true,
          result: structuredClone(result),
          ...(description !== undefined && { description }),
        };
      } catch (error) {
        return toAnswer(error);
      }
    },
    record(name, request) {
      const call: RecordedCall = {
        method: byName.get(name.toLowerCase())?.name ?? name,
        params: recordedParams(request),
        at: context.clock(),
        status: 0,
      };
      calls.push(call);
      if (calls.length > keptCalls) calls.splice(0, calls.length - keptCalls);
      return call;
    },
    calls: () => [...calls],
  };
};

/** The answer to a call that failed; what is not a refusal is a fault of the emulator. */
export const toAnswer = (error: unknown): Extract<ApiAnswer, { ok: false }> => {
  if (!(error instanceof TelegramRefusal)) {
    return { ok: false, error_code: 500, description: 'Internal Server Error' };
  }
  const { errorCode, message, parameters } = error;
  return { ok: false, error_code: errorCode, description: message, ...(parameters && { parameters }) };
};

/** Files travel under the names of parameters or under names of their own that `attach://` points to. */
const checkNames = (method: Method, { values, files }: RequestParameters): void => {
  const attached = JSON.stringify(values);
  const names = [
    ...Object.keys(values),
    ...[...files.keys()].filter((name) => !attached.includes(`attach://${name}`)),
  ];
  const unknown = names.find((name) => !method.parameters.includes(name));
  if (unknown !== undefined) refuse('parameterUnknown', `"${unknown.slice(0, 60)}" of ${method.name}`);
};

export const recordedParams = ({ values, files }: RequestParameters): Record<string, unknown> => ({
  ...readable(values),
  ...Object.fromEntries(
    [...files].map(([field, { fileName, bytes }]) => [field, { fileName, size: bytes.length }]),
  ),
});

/** Form values as JSON brought them, so that tests read numbers and objects whatever the encoding was. */
const readable = (values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const structured = /^(?:[[{].*[\]}]|-?\d{1,15}|true|false)$/s;
  const plain = new Set(['text', 'caption', 'callback_query_id', 'file_id', 'secret_token']);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== 'string' || plain.has(name) || !structured.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
};
