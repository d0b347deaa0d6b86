// The model as a turn meets it: where the power of its server is ours to switch, a question wakes it up.
import { type ChatModel, ModelError, type ModelErrorCode, TOUCH_EVERY_MS } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { WorkContext } from '../context/work-context.ts';
import { lazily } from '../lazily.ts';
import type { Log } from '../observability/log.ts';

export interface WakefulModel {
  model: ChatModel;
  /** A turn asks this before everything else, so here the server is woken. */
  contextTokens: (model: string) => Promise<number>;
  /** Resolves when the server is not, or no longer, being woken. */
  awake: () => Promise<void>;
}

/** How a request fails when its server is stopped meanwhile. */
const AWAY: readonly ModelErrorCode[] = [
  'model-unreachable',
  'model-broke-off',
  'model-failed',
  'model-stumbled',
];

export type WakefulDependencies = Pick<Services, 'catalogue' | 'clock' | 'meter' | 'model' | 'modelServer'>;

export const createWakefulModel = (
  services: WakefulDependencies,
  turn: Pick<WorkContext, 'log' | 'signal'> & { show: (line: string) => void },
): WakefulModel => {
  const { model, catalogue, modelServer } = services;
  if (!modelServer) return { model, contextTokens: catalogue.contextTokens, awake: async () => {} };
  const waker = lazily(async () => {
    const { createWaker } = await import('./wake-model-server.ts');
    return createWaker({ ...services, power: modelServer.power, ...turn });
  });
  let gate = Promise.withResolvers<void>();

  const wakeAgain = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof ModelError && AWAY.includes(error.code))) return false;
    gate = Promise.withResolvers();
    const woken = await (await waker()).wakeIfAsleep();
    gate.resolve();
    return woken;
  };

  return {
    awake: () => gate.promise,
    async contextTokens(name) {
      await (await waker()).ensureAwake();
      gate.resolve();
      return await catalogue.contextTokens(name);
    },
    model: {
      ...model,
      async *stream(request, options) {
        let begun = false;
        try {
          for await (const event of model.stream(request, options)) {
            begun = true;
            yield event;
          }
          return;
        } catch (error) {
          if (begun || !(await wakeAgain(error))) throw error;
        }
        yield* model.stream(request, options);
      },
    },
  };
};

/** Marks the server as used for as long as somebody is answered. Never fails. */
export const recordUse = async (
  { clock, modelServer }: WakefulDependencies,
  log: Log,
  signal: AbortSignal,
): Promise<void> => {
  if (!modelServer) return;
  while (!signal.aborted) {
    await modelServer.store.touch(clock.now()).catch((error: unknown) => {
      log.warn('The use of the model server could not be recorded', {
        action: 'record-use',
        error: (error as Error).name,
      });
    });
    await clock.sleep(TOUCH_EVERY_MS, signal);
  }
};
