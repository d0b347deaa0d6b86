import { describe, expect, it } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

describe('a fake clock', () => {
  it('wakes sleepers in the order in which they are due, each at its time', async () => {
    const clock = createFakeClock(1000);
    const woken: string[] = [];
    const sleep = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.now()}`);
    };
    const all = Promise.all([sleep('late', 30), sleep('early', 10), sleep('never', 500)]);
    await clock.advance(40);
    expect(woken).toEqual(['early at 1010', 'late at 1030']);
    expect(clock.now()).toBe(1040);
    expect(clock.sleeping()).toBe(1);
    await clock.advance(1000);
    await all;
    expect(clock.now()).toBe(2040);
  });

  it('wakes one who sleeps again within the time that passes', async () => {
    const clock = createFakeClock(0);
    const ticks: number[] = [];
    const loop = (async () => {
      while (ticks.length < 3) {
        await clock.sleep(10);
        ticks.push(clock.now());
      }
    })();
    await clock.advance(30);
    await loop;
    expect(ticks).toEqual([10, 20, 30]);
  });

  it('lets an abort end a sleep at once', async () => {
    const clock = createFakeClock(0);
    const controller = new AbortController();
    const asleep = clock.sleep(1000, controller.signal);
    controller.abort();
    await asleep;
    await clock.sleep(1000, controller.signal);
    expect(clock.now()).toBe(0);
    expect(clock.sleeping()).toBe(0);
  });

  it('jumps to the next sleeper by itself in auto mode', async () => {
    const clock = createFakeClock(0, { mode: 'auto' });
    const woken: number[] = [];
    await Promise.all([
      clock.sleep(60_000).then(() => woken.push(1)),
      clock.sleep(1000).then(() => woken.push(2)),
    ]);
    await clock.sleep(3_600_000);
    expect(woken).toEqual([2, 1]);
    expect(clock.now()).toBe(3_660_000);
  });
});
