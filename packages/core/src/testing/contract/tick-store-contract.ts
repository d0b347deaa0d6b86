// What every store of ticks promises.
import { describe, expect, it } from 'vitest';
import type { TickStore } from '../../reminder/tick-store.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, useSubject } from './subject.ts';

/** There is one horizon: these tests follow each other. */
export const tickStoreContract = (make: () => Promise<Made<{ ticks: TickStore }>>): void => {
  describe('a store of ticks', () => {
    const subject = useSubject(make);

    it('knows of none at first, then of the last one', async () => {
      const { ticks } = subject();
      expect(await ticks.read()).toEqual({});
      expect(await ticks.moveHorizon(SAMPLE_MS, SAMPLE_MS + 1, SAMPLE_MS)).toBe(false);
      expect(await ticks.moveHorizon(undefined, SAMPLE_MS, SAMPLE_MS - 9)).toBe(true);
      expect(await ticks.moveHorizon(undefined, SAMPLE_MS + 1, SAMPLE_MS)).toBe(false);
      expect(await ticks.read()).toEqual({ horizonMs: SAMPLE_MS, lastTickMs: SAMPLE_MS - 9 });
    });

    it('moves the horizon forward only, from where it stands', async () => {
      const { ticks } = subject();
      const moves: [number, number][] = [
        [SAMPLE_MS, SAMPLE_MS],
        [SAMPLE_MS, SAMPLE_MS - 1],
        [SAMPLE_MS - 1, SAMPLE_MS + 5],
        [SAMPLE_MS, SAMPLE_MS + 5],
        [SAMPLE_MS, SAMPLE_MS + 6],
      ];
      const moved = [];
      for (const [from, to] of moves) moved.push(await ticks.moveHorizon(from, to, to - 1));
      expect(moved).toEqual([false, false, false, true, false]);
      expect(await ticks.read()).toEqual({ horizonMs: SAMPLE_MS + 5, lastTickMs: SAMPLE_MS + 4 });
    });

    it('lets one of several ticks move it that run at once', async () => {
      const { ticks } = subject();
      const { horizonMs = 0 } = await ticks.read();
      const moves = Array.from({ length: 6 }, (_, n) => ticks.moveHorizon(horizonMs, horizonMs + n + 1, n));
      expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    });

    it('keeps the version of the time zones through ticks', async () => {
      const { ticks } = subject();
      await ticks.setTzVersion('2026b');
      const { horizonMs = 0 } = await ticks.read();
      await ticks.moveHorizon(horizonMs, horizonMs + 1, 7);
      await ticks.setTzVersion('2026c');
      expect(await ticks.read()).toEqual({ horizonMs: horizonMs + 1, lastTickMs: 7, tzVersion: '2026c' });
    });
  });
};
