// Kills a work before or after its nth request, or meddles with it there: every request of its stores and of Telegram goes
// through a step.
import { StewardError } from '@steward/core';
import type { Services } from '../src/context/services.ts';

export type Step = (call: () => Promise<unknown>) => Promise<unknown>;

/** Every method of it goes through the step. */
export const steppedPort = <T extends object>(step: { now: Step }, target: T): T =>
  new Proxy(target, {
    get: (of, name) => {
      const value = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => step.now(() => value.apply(of, args));
    },
  });

/** For a bench's `replace`. */
export const stepped =
  (step: { now: Step }) =>
  ({
    briefings,
    claims,
    extras,
    profiles,
    reminders,
    suggestions,
    telegram,
  }: Services): Partial<Services> => {
    const wrap = <T extends object>(target: T): T => steppedPort(step, target);
    return {
      ...{ briefings: wrap(briefings), claims: wrap(claims), profiles: wrap(profiles), extras: wrap(extras) },
      ...{ reminders: wrap(reminders), suggestions: wrap(suggestions), telegram: wrap(telegram) },
    };
  };

export const straight: Step = (call) => call();

const dead = () => new StewardError('storage-unavailable', 'The process is dead', { retryable: true });

/** Dies before or after its nth request, and does nothing any more. */
export const dyingAt = (nth: number, when: 'before' | 'after'): Step => {
  let calls = 0;
  return async (call) => {
    calls += 1;
    if (calls > nth || (calls === nth && when === 'before')) throw dead();
    const result = await call();
    if (calls === nth) throw dead();
    return result;
  };
};
