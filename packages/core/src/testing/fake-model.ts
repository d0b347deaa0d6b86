// A model server that answers from a script and remembers what it was asked.
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../clock.ts';
import { ModelError, type ModelEvent, type ModelRequest } from '../model/chat-model.ts';
import type { InstalledModel, ModelProvider } from '../model/model-server.ts';

/** A text to stream, any event, a wait on the clock, or something to wait for. */
export type FakeStep = string | ModelEvent | { delayMs: number } | { until: Promise<unknown> };

/** One call's answer; an error ends it. Without one or a `done` at its end, `done: stop` is added. */
export type FakeScript = readonly (FakeStep | Error)[];

/** Each text a while after the one before it. */
export const paced = (everyMs: number, texts: readonly string[]): FakeStep[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : [{ delayMs: everyMs }, text]));

export interface FakeCall {
  request: ModelRequest;
  /** The consumer is done: it read to the end, left the loop, or got an error. */
  closed: boolean;
  aborted: boolean;
}

export interface FakeModel extends ModelProvider {
  /** Every call of `stream`, oldest first. */
  readonly calls: FakeCall[];
  /** The requests of the calls, oldest first. */
  readonly requests: ModelRequest[];
  /** Adds scripts behind those that wait. */
  script(...scripts: FakeScript[]): void;
}

export interface FakeModelOptions {
  /** One for each call, in order. */
  scripts?: FakeScript[];
  /** Answers the calls for which no script is left. Absent: such a call throws. */
  fallback?: (request: ModelRequest) => FakeScript;
  clock?: Clock;
  installed?: InstalledModel[];
  loaded?: string[];
  contextTokens?: number;
  /** Thrown by `installed`, `loaded`, `contextTokens` and `capabilities`: a server that is away. */
  away?: Error;
}

export const createFakeModel = (options: FakeModelOptions = {}): FakeModel => {
  const { clock = systemClock, fallback } = options;
  const waiting = [...(options.scripts ?? [])];
  const calls: FakeCall[] = [];

  const told = async <T>(value: T): Promise<T> => {
    if (options.away) throw options.away;
    return value;
  };

  const play = async function* (call: FakeCall, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const abort = () => {
      call.aborted = true;
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      const script = waiting.shift() ?? fallback?.(call.request);
      if (!script) throw new Error('The fake model has no script for this call');
      let ended = false;
      for (const step of script) {
        throwIfAborted(signal, call);
        if (step instanceof Error) throw step;
        if (typeof step === 'string') yield { type: 'text', text: step };
        else if ('delayMs' in step) await clock.sleep(step.delayMs, signal);
        else if ('until' in step) await Promise.race([step.until, whenAborted(signal)]);
        else {
          ended = step.type === 'done';
          yield step;
        }
      }
      throwIfAborted(signal, call);
      if (!ended) yield { type: 'done', reason: 'stop' };
    } finally {
      call.closed = true;
      signal.removeEventListener('abort', abort);
    }
  };

  return {
    calls,
    get requests() {
      return calls.map(({ request }) => request);
    },
    script: (...scripts) => void waiting.push(...scripts),
    stream(request, { signal }) {
      const call: FakeCall = { request: structuredClone(request), closed: false, aborted: false };
      calls.push(call);
      return play(call, signal);
    },
    async object(request, schema, options) {
      let text = '';
      let isCut = false;
      for await (const event of this.stream(request, options)) {
        if (event.type === 'text') text += event.text;
        else if (event.type === 'done') isCut = event.reason === 'length';
      }
      const checked = await z.safeParseAsync(schema, jsonOf(text));
      if (isCut || !checked.success)
        throw new ModelError('model-bad-object', 'The answer does not fit the schema');
      return checked.data;
    },
    installed: () => told(options.installed ?? []),
    loaded: () => told(options.loaded ?? []),
    contextTokens: () => told(options.contextTokens),
    capabilities: (name) =>
      told(options.installed?.find((found) => found.name === name)?.capabilities ?? ['completion']),
    version: () => told('Fake 1.0'),
    // A name without a tag means the latest, as many servers have it.
    canonicalName: (name) => (name.includes(':') ? name : `${name}:latest`),
  };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const throwIfAborted = (signal: AbortSignal, call: FakeCall): void => {
  if (!signal.aborted) return;
  call.aborted = true;
  throw new ModelError('aborted', 'The request was aborted');
};

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
