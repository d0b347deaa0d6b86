// A model server behind a machine: as long as that is not up, calls get no answer at all, as on a network.
import { createModelCatalogue, ModelError, type ModelProvider } from '@steward/core';
import {
  createFakeModel,
  createFakePower,
  createMemoryModelServerStore,
  type FakeModel,
  type FakePower,
  type FakePowerOptions,
  type FakeScript,
} from '@steward/core/testing';
import type { Services } from '../src/context/services.ts';
import { type Log, silentLog } from '../src/observability/log.ts';
import { OFFERED } from './bench.ts';

export interface SleepyServerOptions extends Omit<FakePowerOptions, 'clock'> {
  /** From the machine's start until Ollama answers. */
  bootMs?: number;
  scripts?: FakeScript[];
  /** Records a chat instead of the store. */
  touch?: () => Promise<void>;
  /** The window that the server tells; absent: the configured ones are used. */
  contextTokens?: number;
}

export interface SleepyServer {
  power: FakePower;
  store: ReturnType<typeof createMemoryModelServerStore>;
  /** The context windows that were asked for, oldest first. */
  windows(): number[];
  /** Warnings and errors. */
  logged: string[];
  /** Names of the metrics. */
  counted: string[];
  /** For the bench. */
  replace(fakes: Services): Partial<Services>;
}

export const createSleepyServer = (options: SleepyServerOptions = {}): SleepyServer => {
  const { bootMs = 20_000, scripts = [], touch, contextTokens, ...powerOptions } = options;
  let power: FakePower | undefined;
  let fake: FakeModel | undefined;
  const store = createMemoryModelServerStore();
  const logged: string[] = [];
  const counted: string[] = [];
  const log: Log = {
    ...silentLog,
    warn: (message) => void logged.push(message),
    error: (message) => void logged.push(message),
    child: () => log,
  };
  return {
    get power() {
      return power as FakePower;
    },
    store,
    windows: () => (fake as FakeModel).requests.map((request) => request.contextTokens),
    logged,
    counted,
    replace({ clock, meter }) {
      power = createFakePower({ ...powerOptions, clock });
      fake = createFakeModel({
        scripts,
        fallback: () => ['An answer'],
        installed: OFFERED.map(({ name }) => ({ name })),
        clock,
        ...(contextTokens !== undefined && { contextTokens }),
      });
      const model = behind(power, fake, { clock, bootMs });
      const offered = OFFERED.map(({ contextLength, ...offer }) => ({
        ...offer,
        ...(contextTokens === undefined && contextLength !== undefined && { contextLength }),
      }));
      return {
        model,
        catalogue: createModelCatalogue({ model, clock, offered }),
        log,
        meter: {
          ...meter,
          count: (name) => void counted.push(name),
          time: (name) => void counted.push(name),
        },
        modelServer: { power, store: { ...store, ...(touch && { touch }) } },
      };
    },
  };
};

const behind = (
  power: FakePower,
  model: FakeModel,
  { clock, bootMs }: Pick<Services, 'clock'> & { bootMs: number },
): ModelProvider => {
  const isUp = async (): Promise<boolean> =>
    (await power.state()) === 'running' && clock.now() >= ((await power.startedAtMs()) ?? 0) + bootMs;
  const reach = async (code: 'model-slow' | 'model-unreachable', afterMs: number): Promise<void> => {
    if (await isUp().catch(() => false)) return;
    await clock.sleep(afterMs);
    throw new ModelError(code, 'away');
  };
  const asked = async <T>(ask: () => Promise<T>): Promise<T> => {
    await reach('model-slow', 5_000);
    return await ask();
  };
  return {
    installed: () => asked(model.installed),
    loaded: () => asked(model.loaded),
    contextTokens: (name) => asked(() => model.contextTokens(name)),
    capabilities: (name) => asked(() => model.capabilities(name)),
    version: () => asked(model.version),
    canonicalName: model.canonicalName,
    object: (...call) => asked(() => model.object(...call)),
    async *stream(request, call) {
      await reach('model-unreachable', 10_000);
      yield* model.stream(request, call);
    },
  };
};
