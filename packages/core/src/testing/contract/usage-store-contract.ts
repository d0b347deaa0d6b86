// What every store of used allowances promises.
import { describe, expect, it } from 'vitest';
import type { UsageStore } from '../../owner/allowance.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

const day = '2027-03-12';

export const usageStoreContract = (make: () => Promise<Made<{ usage: UsageStore }>>): void => {
  describe('a store of what was used', () => {
    const subject = useSubject(make);

    it('reserves a turn once for a work, and settles it with what it was', async () => {
      const { usage } = subject();
      const owner = newOwner();
      const [first, second] = ['u1', 'u2'].map((work) => ({ owner, day, work, tokens: 100 }));
      if (!first || !second) throw new Error('two');
      expect(await usage.get(owner, day)).toEqual({ turns: 0, tokens: 0 });
      const once = { isReserved: true, used: { turns: 1, tokens: 100 } };
      for (const _ of [1, 2]) expect(await usage.reserve(first, { turns: 1 })).toEqual(once);
      expect(await usage.reserve(second, { turns: 1 })).toEqual({ ...once, isReserved: false });
      await usage.settle({ ...second, tokens: 7 });
      for (const tokens of [30, 40]) await usage.settle({ ...first, tokens });
      expect(await usage.get(owner, day)).toEqual({ turns: 1, tokens: 30 });
      expect(await usage.reserve(second, {})).toEqual({ isReserved: true, used: { turns: 2, tokens: 130 } });
      expect(await usage.get(owner, '2027-03-13')).toEqual({ turns: 0, tokens: 0 });
    });

    it('reserves nothing where tokens are used up, or there are none at all', async () => {
      const { usage } = subject();
      const owner = newGroup();
      const turn = (work: string) => ({ owner, day, work, tokens: 60 });
      const cap = { tokens: 100 };
      const kept: boolean[] = [];
      for (const work of ['u1', 'u2', 'u3']) kept.push((await usage.reserve(turn(work), cap)).isReserved);
      expect(kept).toEqual([true, true, false]);
      await usage.settle({ ...turn('u2'), tokens: 0 });
      expect((await usage.reserve(turn('u3'), cap)).isReserved).toBe(true);
      for (const none of [{ turns: 0 }, { tokens: 0 }])
        expect(await usage.reserve({ ...turn('u1'), owner: newOwner() }, none)).toEqual({
          isReserved: false,
          used: { turns: 0, tokens: 0 },
        });
    });

    it('lets ten of twenty that come at once pass a cap of ten', async () => {
      const { usage } = subject();
      const owner = newOwner();
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          usage.reserve({ owner, day, work: `u${index}`, tokens: 5 }, { turns: 10 }),
        ),
      );
      expect(all.filter(({ isReserved }) => isReserved)).toHaveLength(10);
      expect(await usage.get(owner, day)).toEqual({ turns: 10, tokens: 50 });
    });
  });
};
