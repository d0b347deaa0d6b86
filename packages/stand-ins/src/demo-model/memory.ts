// Which models are "in memory": loading takes time, a disconnect while loading aborts it, idle models are unloaded.
import type { Clock } from '@steward/core';
import type { DemoModel } from './demo-models.ts';
import { Refusal } from './respond.ts';

export interface ModelMemory {
  /** Resolves when the model is in memory, with the ms that took; false when the signal ended it before. */
  load(model: DemoModel, signal: AbortSignal): Promise<number | false>;
  /** Counts the idle time anew; 0 unloads. */
  keep(model: DemoModel, keepAliveMs: number): void;
  /** What is loaded, with the time at which it goes. */
  loaded(): { model: DemoModel; expiresAtMs: number }[];
}

export const createModelMemory = ({ clock, loadMs }: { clock: Clock; loadMs: number }): ModelMemory => {
  const expiries = new Map<DemoModel, number>();
  const isLoaded = (model: DemoModel) => (expiries.get(model) ?? 0) > clock.now();
  return {
    async load(model, signal) {
      if (isLoaded(model)) return 0;
      if (loadMs > 0) await clock.sleep(loadMs, signal);
      if (signal.aborted) return false;
      expiries.set(model, clock.now() + defaultKeepAliveMs);
      return loadMs;
    },
    keep: (model, keepAliveMs) => void expiries.set(model, clock.now() + keepAliveMs),
    loaded: () =>
      [...expiries]
        .map(([model, expiresAtMs]) => ({ model, expiresAtMs }))
        .filter(({ model }) => isLoaded(model)),
  };
};

const defaultKeepAliveMs = 5 * 60_000;

/** "For ever", as far as a date can say it. */
const foreverMs = 100 * 365 * 24 * 3600_000;

const unitMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3600_000,
};

/** `keep_alive`: a number of seconds or Go's duration text ("5m", "1h30m"); negative means for ever. */
export const readKeepAlive = (value: number | string | null | undefined): number => {
  if (value === undefined || value === null) return defaultKeepAliveMs;
  const ms = typeof value === 'number' ? value * 1000 : readDuration(value);
  return ms < 0 ? foreverMs : Math.min(ms, foreverMs);
};

const readDuration = (text: string): number => {
  const [, sign, rest] = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (rest === undefined) throw new Refusal(400, 'time: invalid duration in keep_alive');
  let ms = 0;
  for (const [, number, unit] of rest.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) {
    ms += Number(number) * (unitMs[unit ?? ''] ?? 0);
  }
  return sign === '-' ? -ms : ms;
};
