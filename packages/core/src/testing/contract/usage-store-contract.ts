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
      const [first, second] = [
        { owner, day, work: 'u1', tokens: 100 },
        { owner, day, work: 'u2', tokens: 100 },
      ];
      expect(await usage.get(owner, day)).toEqual({ turns: 0, tokens: 0 });
      const once = { isReserved: true, held: 100, used: { turns: 1, tokens: 100 }, pending: 100 };
      for (const isAgain of [false, true])
        expect(await usage.reserve(first, { turns: 1 })).toEqual({ ...once, isAgain });
      const refused = { ...once, isReserved: false, isAgain: false, held: 0 };
      expect(await usage.reserve(second, { turns: 1 })).toEqual(refused);
      expect(await usage.settle({ ...second, tokens: 7, held: 100 }, {})).toBeUndefined();
      const settled = { used: { turns: 1, tokens: 30 }, pending: 0, isTold: false };
      expect(await usage.settle({ ...first, tokens: 30, held: 100 }, {})).toEqual(settled);
      expect(await usage.settle({ ...first, tokens: 40, held: 100 }, {})).toBeUndefined();
      expect(await usage.get(owner, day)).toEqual({ turns: 1, tokens: 30 });
      expect(await usage.reserve(second, {})).toMatchObject({ used: { turns: 2, tokens: 130 } });
      expect(await usage.get(owner, '2027-03-13')).toEqual({ turns: 0, tokens: 0 });
    });

    it('knows a work that was settled: another try of it adds tokens and no turn', async () => {
      const { usage } = subject();
      const owner = newOwner();
      // The beginning of another one's name.
      for (const work of ['u12', 'u1']) {
        const turn = { owner, day, work, tokens: 100 };
        expect(await usage.reserve(turn, { turns: 2 })).toMatchObject({ isReserved: true, isAgain: false });
        await usage.settle({ ...turn, tokens: 10, held: 100 }, {});
      }
      const again = { owner, day, work: 'u1', tokens: 100 };
      expect(await usage.reserve(again, { turns: 2 })).toEqual({
        ...{ isReserved: true, isAgain: true, held: 0 },
        ...{ used: { turns: 2, tokens: 20 }, pending: 0 },
      });
      await usage.settle({ ...again, tokens: 5, held: 0 }, {});
      expect(await usage.get(owner, day)).toEqual({ turns: 2, tokens: 25 });
    });

    it('takes back a turn that came to nothing, and gives it to whoever asks next', async () => {
      const { usage } = subject();
      const owner = newOwner();
      const turn = { owner, day, work: 'u1', tokens: 100 };
      await usage.reserve(turn, { turns: 1 });
      for (const _ of [1, 2]) await usage.settle({ ...turn, tokens: 0, held: 100, isUnused: true }, {});
      expect(await usage.get(owner, day)).toEqual({ turns: 0, tokens: 0 });
      expect(await usage.reserve(turn, { turns: 1 })).toMatchObject({ isReserved: true, isAgain: false });
    });

    it('reserves tokens alone for a call that is no turn, beside the turn of the same work', async () => {
      const { usage } = subject();
      const owner = newOwner();
      const call = { owner, day, work: 'u1', kind: 'call', tokens: 60 } as const;
      expect(await usage.reserve(call, { turns: 1, tokens: 100 })).toMatchObject({
        ...{ isReserved: true, pending: 60 },
      });
      expect(await usage.settle({ ...call, tokens: 20, held: 60 }, {})).toMatchObject({
        used: { turns: 0, tokens: 20 },
      });
      const turn = { owner, day, work: 'u1', tokens: 60 };
      for (const turns of [0, 1, 1]) await usage.reserve(turn, { turns, tokens: 100 });
      expect(await usage.get(owner, day)).toEqual({ turns: 1, tokens: 80 });
      for (const cap of [{ tokens: 80 }, { turns: 1, tokens: 100 }])
        expect(await usage.reserve({ ...call, work: 'u2' }, cap)).toMatchObject({ isReserved: false });
    });

    it('reserves nothing where tokens are used up, or there are none at all', async () => {
      const { usage } = subject();
      const owner = newGroup();
      const turn = (chat: number) => ({ owner, day, work: 'u1', chat, tokens: 60 });
      const cap = { tokens: 100 };
      const kept: boolean[] = [];
      for (const chat of [1, 2, 3]) kept.push((await usage.reserve(turn(chat), cap)).isReserved);
      expect(kept).toEqual([true, true, false]);
      expect(await usage.reserve(turn(3), cap)).toMatchObject({ used: { tokens: 120 }, pending: 120 });
      await usage.settle({ ...turn(2), tokens: 0, held: 60 }, {});
      expect((await usage.reserve(turn(3), cap)).isReserved).toBe(true);
      for (const none of [{ turns: 0 }, { tokens: 0 }])
        expect(await usage.reserve({ ...turn(1), owner: newOwner() }, none)).toEqual({
          ...{ isReserved: false, isAgain: false, held: 0 },
          ...{ used: { turns: 0, tokens: 0 }, pending: 0 },
        });
    });

    it('lets ten of twenty that come at once pass a cap of ten', async () => {
      const { usage } = subject();
      const owner = newOwner();
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, chat) =>
          usage.reserve({ owner, day, work: 'u1', chat, tokens: 5 }, { turns: 10 }),
        ),
      );
      expect(all.filter(({ isReserved }) => isReserved)).toHaveLength(10);
      expect(await usage.get(owner, day)).toEqual({ turns: 10, tokens: 50 });
    });

    it('lets one work of a day tell how little is left, as often as it comes, and one more of another allowance', async () => {
      const { usage } = subject();
      const turn = { owner: newOwner(), day, work: 'u1', tokens: 5 };
      const [other, third] = [
        { ...turn, work: 'u2', chat: 2 },
        { ...turn, work: 'u3', chat: 3 },
      ];
      for (const one of [turn, other, third]) await usage.reserve(one, {});
      const tells: boolean[] = [];
      for (const one of [turn, other, turn]) tells.push(await usage.tell(one, { turns: 5 }));
      expect(tells).toEqual([true, false, true]);
      const held = { held: 5 };
      expect(await usage.settle({ ...turn, ...held }, { turns: 5 })).toMatchObject({ isTold: false });
      expect(await usage.settle({ ...other, ...held }, { turns: 5 })).toMatchObject({ isTold: true });
      expect(await usage.settle({ ...third, ...held }, { turns: 50 })).toMatchObject({ isTold: false });
      for (const [one, isTelling] of [
        [third, true],
        [other, false],
        [third, true],
      ] as const)
        expect(await usage.tell(one, { turns: 50 })).toBe(isTelling);
    });
  });
};
