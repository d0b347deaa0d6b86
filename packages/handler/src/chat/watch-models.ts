// What the app is told of the models: seen where the server, its machine or the list is asked anyway, and kept behind the work.
import {
  ModelError,
  type ModelProvider,
  type ModelServerPower,
  type PowerState,
  type SeenModelsStore,
  type SeenState,
} from '@steward/core';
import type { Services } from '../context/services.ts';

export type WatchDependencies = Pick<Services, 'catalogue' | 'clock' | 'log' | 'model' | 'modelServer'> & {
  seenModels: SeenModelsStore;
};

/** What was written, by this process. */
export interface Kept {
  state: SeenState;
  atMs: number;
  models?: string;
}

/** Written anew so often, also where nothing changed: when it was seen is shown. */
const KEPT_MS = 10 * 60_000;

/** The same services, watched; `keepSeen` writes what was seen, where it is news, and never throws. */
export const watchModels = (services: WatchDependencies) => {
  const { catalogue, clock, model, modelServer } = services;
  let seen: SeenState | undefined;
  let isListed = false;
  let kept: Kept | undefined;
  let keeping: Promise<void> = Promise.resolve();

  const keepNow = async (): Promise<void> => {
    const [state, wasListed, nowMs] = [seen, isListed, clock.now()];
    if (state === undefined) return;
    [seen, isListed] = [undefined, false];
    const isFresh = kept?.state === state && Math.abs(nowMs - kept.atMs) < KEPT_MS;
    if (isFresh && !wasListed) return;
    const { keepSeen } = await import('./keep-seen.ts');
    kept = await keepSeen({ ...services, isFresh }, state, kept);
  };
  const keepSeen = (): Promise<void> => {
    // Nobody is to miss an answer for it.
    keeping = keeping.then(keepNow).catch(() => {});
    return keeping;
  };

  const saw = <T>(asked: Promise<T>): Promise<T> => {
    asked.then(
      () => {
        seen = 'ready';
      },
      (error: unknown) => {
        if (error instanceof ModelError && error.code !== 'aborted') seen = stateBehind(error);
      },
    );
    return asked;
  };

  const watched: ModelProvider = {
    ...model,
    installed: () => saw(model.installed()),
    loaded: () => saw(model.loaded()),
    version: () => saw(model.version()),
    stream: (request, options) => firstSeen(model.stream(request, options), saw),
  };

  const power = (inner: ModelServerPower): ModelServerPower => ({
    startedAtMs: () => inner.startedAtMs(),
    start: () => inner.start(),
    stop: () => inner.stop(),
    async state() {
      const state = await inner.state();
      seen = AT_REST[state] ?? seen;
      // A question waits for it for a minute or more: it is told meanwhile.
      if (seen === 'starting') void keepSeen();
      return state;
    },
  });

  return {
    model: watched,
    catalogue: {
      ...catalogue,
      async entries() {
        const entries = await catalogue.entries();
        isListed = entries.some(({ installed }) => installed !== undefined);
        if (isListed) seen = 'ready';
        else if (entries.length > 0) seen ??= 'unreachable';
        return entries;
      },
    },
    ...(modelServer && { modelServer: { ...modelServer, power: power(modelServer.power) } }),
    keepSeen,
  };
};

/** A server that refuses, or has not got the model, is there. */
const stateBehind = ({ code }: ModelError): SeenState =>
  code === 'model-unreachable' || code === 'model-broke-off' ? 'unreachable' : 'ready';

const AT_REST: Partial<Record<PowerState, SeenState>> = {
  stopped: 'asleep',
  stopping: 'asleep',
  pending: 'starting',
  gone: 'unreachable',
};

/** Nothing is put between the tokens. */
const firstSeen = <T>(
  events: AsyncIterable<T>,
  saw: <R>(asked: Promise<R>) => Promise<R>,
): AsyncIterable<T> => ({
  [Symbol.asyncIterator]() {
    const inner = events[Symbol.asyncIterator]();
    let isFirst = true;
    return {
      next() {
        if (!isFirst) return inner.next();
        isFirst = false;
        return saw(inner.next());
      },
      return: async (value) => (await inner.return?.(value)) ?? { done: true, value },
    };
  },
});
