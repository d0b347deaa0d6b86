// Wakes the model server's machine for a question that finds it asleep, and tells the person who waits.
import { ModelError, type ModelServerPower, type PowerState, StewardError } from '@steward/core';
import type { Services } from '../context/services.ts';

export interface WakeDependencies extends Pick<Services, 'model' | 'clock' | 'log' | 'meter'> {
  power: ModelServerPower;
  show: (line: string) => void;
  signal: AbortSignal;
}

export interface Waker {
  /** Returns when the server answers, or when waking is not what helps: the turn then tells what is wrong. Throws
   *  `ModelError`s: `model-asleep` when it did not come up in time, `aborted` with the signal. */
  ensureAwake(): Promise<void>;
  /** After a turn's request failed: true when the machine was asleep and now is awake. */
  wakeIfAsleep(): Promise<boolean>;
  /** False: it was started so long ago that nothing on it is still starting. */
  startedJustNow(): Promise<boolean>;
}

/** From the start of the machine until the server answers. */
export const WAKE_MS = 5 * 60_000;
const POLL_MS = 3_000;
/** A machine that is off does not even refuse: silence for so long means a look at its state. */
const PROBE_MS = 2_000;
const SAY_EVERY_MS = 10_000;

export const createWaker = (deps: WakeDependencies): Waker => {
  const { power, model, clock, log, meter, signal } = deps;

  /** Whether it answers at all. A refused key is an answer. */
  const answers = async (): Promise<boolean> => {
    const answered = new AbortController();
    const asked = model.loaded().then(() => true, isKeyRefused);
    const silence = clock.sleep(PROBE_MS, AbortSignal.any([signal, answered.signal])).then(() => false);
    try {
      return await Promise.race([asked, silence]);
    } finally {
      answered.abort();
    }
  };

  /** Undefined when the machine cannot be looked at, or not now. */
  const look = async (): Promise<PowerState | undefined> => {
    try {
      const state = await power.state();
      if (state === 'gone') log.error('The model server is gone', new Error('gone'), { action: 'wake' });
      return state;
    } catch (error) {
      complain('The state of the model server could not be read', error);
      return undefined;
    }
  };

  const complain = (message: string, error: unknown): void => {
    if (mayPass(error)) log.warn(message, { action: 'wake', error: error.code });
    else log.error(message, error, { action: 'wake', outcome: 'failed' });
  };

  const startedJustNow = async (): Promise<boolean> => {
    const startedAtMs = await power.startedAtMs().catch(() => undefined);
    return startedAtMs !== undefined && clock.now() < startedAtMs + WAKE_MS;
  };

  const start = async (): Promise<void> => {
    try {
      await power.start();
    } catch (error) {
      complain('The model server could not be started', error);
      // The provider may have no capacity right now: the next round asks again.
      if (!mayPass(error))
        throw new ModelError('model-unreachable', 'It cannot be started', { cause: error });
    }
  };

  const wake = async (found: PowerState): Promise<void> => {
    const beganMs = clock.now();
    const say = createWakingLine(beganMs, deps);
    log.info('The model server is being woken', { action: 'wake', state: found });
    if (found !== 'running' && found !== 'pending') meter.count('ModelServerWakes');
    for (let state: PowerState | undefined = found; ; state = await look()) {
      throwIfAborted(signal);
      if (state === 'gone') throw new ModelError('model-unreachable', 'Its machine is gone');
      say();
      if (state === 'stopped') await start();
      if (state === 'running' && (await answers())) break;
      throwIfAborted(signal);
      if (clock.now() >= beganMs + WAKE_MS) {
        log.error('The model server did not wake up', new Error('asleep'), { action: 'wake', state });
        throw new ModelError('model-asleep', 'It did not wake up in time');
      }
      await clock.sleep(POLL_MS, signal);
    }
    const tookMs = clock.now() - beganMs;
    meter.time('WakeTime', tookMs);
    log.info('The model server is awake', { action: 'wake', outcome: 'awake', took_ms: tookMs });
  };

  return {
    startedJustNow,
    async ensureAwake() {
      if (await answers()) return;
      throwIfAborted(signal);
      const state = await look();
      if (state === undefined || state === 'gone') return;
      if (state !== 'running' || (await startedJustNow())) await wake(state);
    },
    async wakeIfAsleep() {
      const state = await look();
      if (state === undefined || state === 'gone' || state === 'running') return false;
      await wake(state);
      return true;
    },
  };
};

/** Says where things stand, at once and then every ten seconds. */
const createWakingLine = (beganMs: number, { clock, show }: WakeDependencies): (() => void) => {
  let saidMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = clock.now();
    if (nowMs < saidMs + SAY_EVERY_MS) return;
    saidMs = nowMs;
    const seconds = Math.round((nowMs - beganMs) / 1000);
    const since = seconds >= 10 ? ` ${seconds} s so far.` : '';
    show(`☀️ Waking the model server, about a minute.${since}`);
  };
};

const isKeyRefused = (error: unknown): boolean =>
  error instanceof ModelError && error.code === 'model-key-refused';

const mayPass = (error: unknown): error is StewardError => error instanceof StewardError && error.retryable;

const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new ModelError('aborted', 'The wait for the model server was aborted');
};
