// What every store of briefings promises.
import { describe, expect, it } from 'vitest';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import type { Briefing, BriefingStore } from '../../reminder/briefing.ts';
import type { DueIndex } from '../../reminder/due-index.ts';
import { SAMPLE_MS } from '../samples.ts';
import { collect, type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface BriefingStoreSubject {
  briefings: BriefingStore;
  due: DueIndex;
  ownerData: OwnerDataStore;
}

/** Nothing else is due at this time. */
const DUE = SAMPLE_MS + 3_000_000_000;

/** `sk`: the key of their items. */
export const briefingStoreContract = (
  make: () => Promise<Made<BriefingStoreSubject>>,
  sk = 'BRIEFING',
): void => {
  describe(`a store of briefings as ${sk}`, () => {
    const subject = useSubject(make);
    const briefingOf = (owner: number): Briefing => ({ owner, time: '08:00', revision: 1, dueMs: DUE });
    const dueOf = async (owner: number) =>
      (await collect(subject().due.dueBetween(DUE - 1, DUE))).filter((item) => item.owner === owner);

    it('keeps one of an owner, and everything there is to know', async () => {
      const { briefings } = subject();
      const [owner, other] = [newOwner(), newOwner()];
      expect(await briefings.get(owner)).toBeUndefined();
      const whole: Required<Briefing> = {
        ...{ owner, time: '07:30', authorId: 7, threadId: 3, revision: 4, dueMs: DUE },
        ...{ tzVersion: '2026c', lastDay: '2027-03-11', undeliveredMs: 5 },
      };
      expect(await briefings.create(whole)).toBe(true);
      expect(await briefings.create({ ...whole, time: '09:00' })).toBe(false);
      expect([await briefings.get(owner), await briefings.get(other)]).toEqual([whole, undefined]);
    });

    it('changes and removes what was read, and makes nothing anew', async () => {
      const { briefings } = subject();
      const read = briefingOf(newOwner());
      const { owner } = read;
      await briefings.create(read);
      const { dueMs: _dueMs, ...rest } = read;
      const changed = await briefings.change(read, { dueMs: null, lastDay: '2027-03-11' });
      expect(changed).toEqual({ ...rest, lastDay: '2027-03-11', revision: 2 });
      expect(await briefings.get(owner)).toEqual(changed);
      expect(await dueOf(owner)).toEqual([]);
      expect([await briefings.change(read, { time: '09:00' }), await briefings.remove(read)]).toEqual([
        undefined,
        false,
      ]);
      expect(await briefings.remove(changed ?? read)).toBe(true);
      expect(await briefings.remove(changed ?? read)).toBe(false);
      expect(await briefings.change(changed ?? read, { time: '09:00' })).toBeUndefined();
      expect(await briefings.get(owner)).toBeUndefined();
    });

    it('is due, moves with a group and goes with /forget', async () => {
      const { briefings, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await briefings.create(briefingOf(from));
      expect(await dueOf(from)).toEqual([{ owner: from, sk, dueMs: DUE }]);
      await ownerData.move(from, to);
      expect([await briefings.get(from), await briefings.get(to)]).toEqual([undefined, briefingOf(to)]);
      expect([await dueOf(from), await dueOf(to)]).toEqual([[], [{ owner: to, sk, dueMs: DUE }]]);
      await ownerData.removeAll(to);
      expect([await briefings.get(to), await dueOf(to)]).toEqual([undefined, []]);
    });
  });
};
