import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';

describe('the system clock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  });

  it('sleeps for the time it is told', async () => {
    const before = performance.now();
    await systemClock.sleep(20);
    // Timers may be a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(18);
  });

  it('wakes at once when the signal aborts, before and while it sleeps', async () => {
    await systemClock.sleep(3_600_000, AbortSignal.abort());
    const controller = new AbortController();
    const asleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await asleep;
    expect(controller.signal.aborted).toBe(true);
  });
});
