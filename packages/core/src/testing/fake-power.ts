// A machine that starts and stops in the time of a clock, as slowly as real ones do.
import type { Clock } from '../clock.ts';
import type { ModelServerPower, PowerState } from '../model/model-machine.ts';

export interface FakePower extends ModelServerPower {
  /** What had an effect, oldest first. */
  readonly switched: ('start' | 'stop')[];
  /** Throws what is set, instead of answering. */
  fault: Error | undefined;
}

export interface FakePowerOptions {
  clock: Clock;
  state?: PowerState;
  /** Of the latest start, for a machine that runs from the beginning. */
  startedAtMs?: number;
  /** From `pending` to `running`, and from `stopping` to `stopped`. */
  startMs?: number;
  stopMs?: number;
}

export const createFakePower = (options: FakePowerOptions): FakePower => {
  const { clock, startMs = 15_000, stopMs = 30_000 } = options;
  let state = options.state ?? 'stopped';
  let startedAtMs = options.startedAtMs;
  let changesAtMs = clock.now() + (state === 'stopping' ? stopMs : startMs);

  const settle = (): PowerState => {
    if (power.fault) throw power.fault;
    if (clock.now() >= changesAtMs) {
      if (state === 'pending') state = 'running';
      if (state === 'stopping') state = 'stopped';
    }
    return state;
  };
  const change = (kind: 'start' | 'stop', next: PowerState, inMs: number): void => {
    power.switched.push(kind);
    state = next;
    changesAtMs = clock.now() + inMs;
  };

  const power: FakePower = {
    switched: [],
    fault: undefined,
    state: async () => settle(),
    startedAtMs: async () => (['pending', 'running'].includes(settle()) ? startedAtMs : undefined),
    async start() {
      if (settle() !== 'stopped') return;
      change('start', 'pending', startMs);
      startedAtMs = clock.now();
    },
    async stop() {
      if (settle() === 'running') change('stop', 'stopping', stopMs);
    },
  };
  return power;
};
