// Stops the model server's machine when nobody has chatted for long enough: it costs by the hour.
import type {
  Clock,
  ModelServerPower,
  ModelServerStore,
  PowerState,
  SeenModelsStore,
  SeenState,
} from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';

export interface IdleStopDependencies {
  /** Undefined: there is no machine of ours. */
  power: ModelServerPower | undefined;
  store: ModelServerStore;
  /** For the app, which looks at no machine. */
  seenModels: Pick<SeenModelsStore, 'write'>;
  /** 0: it is never stopped. */
  idleMinutes: number;
  clock: Clock;
  log: Log;
  meter: Meter;
}

export type IdleStopOutcome =
  /** Nothing is to be looked after. */
  | 'off'
  /** The machine does not run. */
  | Exclude<PowerState, 'running'>
  /** An operator keeps it on. */
  | 'kept-on'
  | 'in-use'
  | 'stopped-now';

const MINUTE_MS = 60_000;

const AT_REST: Partial<Record<IdleStopOutcome, SeenState>> = {
  stopped: 'asleep',
  stopping: 'asleep',
  'stopped-now': 'asleep',
  pending: 'starting',
};

/** One look at the machine; returns what came of it. */
export const createIdleStop = (deps: IdleStopDependencies) => {
  const { power, store, seenModels, idleMinutes, clock, log, meter } = deps;
  let told: SeenState | undefined;

  /** Once for each change; what runs is told by who asks it. */
  const tell = async (outcome: IdleStopOutcome): Promise<void> => {
    const state = AT_REST[outcome];
    if (state === told) return;
    told = state;
    if (!state) return;
    await seenModels.write({ state, seenAtMs: clock.now() }).catch((error: unknown) => {
      told = undefined;
      log.warn('What was seen of the model server could not be kept', {
        action: 'keep-seen',
        error: (error as Error).name,
      });
    });
  };

  const stopWhenIdle = async (): Promise<{ outcome: IdleStopOutcome; idleMinutes?: number }> => {
    if (!power || idleMinutes === 0) return { outcome: 'off' };
    const [state, startedAtMs = 0] = await Promise.all([power.state(), power.startedAtMs()]);
    meter.count('ModelServerRunning', state === 'running' ? 1 : 0);
    if (state !== 'running') return { outcome: state };
    // Read last, so that a chat at this moment still counts.
    const { lastChatAtMs = 0, keepOn } = await store.read();
    if (keepOn) return { outcome: 'kept-on' };
    // Somebody may have just started it and not chatted yet.
    const idleMs = Math.max(0, clock.now() - Math.max(lastChatAtMs, startedAtMs));
    const idleFor = { idleMinutes: Math.floor(idleMs / MINUTE_MS) };
    if (idleMs < idleMinutes * MINUTE_MS) return { outcome: 'in-use', ...idleFor };
    await power.stop();
    meter.count('ModelServerStops');
    return { outcome: 'stopped-now', ...idleFor };
  };

  return async (): Promise<IdleStopOutcome> => {
    try {
      const { outcome, idleMinutes: idle } = await stopWhenIdle();
      await tell(outcome);
      log.info('Looked after the model server', {
        action: 'stop-idle-server',
        outcome,
        ...(idle !== undefined && { idle_minutes: idle }),
      });
      return outcome;
    } catch (error) {
      log.error('The model server could not be looked after', error, {
        action: 'stop-idle-server',
        outcome: 'failed',
      });
      throw error;
    } finally {
      meter.flush();
    }
  };
};
