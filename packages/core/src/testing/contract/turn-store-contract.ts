// What every store of turns promises.
import { describe, expect, it } from 'vitest';
import { HOUR_MS, LONGEST_TURN_MS, type TurnStore } from '../../owner/turn-limits.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

const HOUR = 472_000 * HOUR_MS;

export const turnStoreContract = (make: () => Promise<Made<{ turns: TurnStore }>>): void => {
  describe('a store of turns', () => {
    const subject = useSubject(make);

    it('counts what runs at once and what began in this hour, of each person alone', async () => {
      const { turns } = subject();
      const [person, other, here, there] = [newOwner(), newOwner(), newGroup(), newGroup()];
      await turns.end(person, here);
      expect(await turns.begin(person, here, HOUR)).toEqual({ atOnce: 1, thisHour: 1 });
      expect(await turns.begin(person, there, HOUR + 1)).toEqual({ atOnce: 2, thisHour: 2 });
      expect(await turns.begin(other, here, HOUR + 1)).toEqual({ atOnce: 1, thisHour: 1 });
      await turns.end(person, here);
      expect(await turns.begin(person, there, HOUR + 2)).toEqual({ atOnce: 1, thisHour: 3 });
      await turns.end(person, there);
      expect(await turns.begin(person, here, HOUR + HOUR_MS)).toEqual({ atOnce: 1, thisHour: 1 });
    });

    it('does not count for ever what died', async () => {
      const { turns } = subject();
      const [person, here, there] = [newOwner(), newGroup(), newGroup()];
      await turns.begin(person, here, HOUR);
      expect(await turns.begin(person, there, HOUR + LONGEST_TURN_MS - 1)).toMatchObject({ atOnce: 2 });
      expect(await turns.begin(person, there, HOUR + LONGEST_TURN_MS)).toMatchObject({ atOnce: 1 });
    });

    it('loses none of several that begin at once', async () => {
      const { turns } = subject();
      const person = newOwner();
      const begun = await Promise.all(Array.from({ length: 6 }, () => turns.begin(person, newGroup(), HOUR)));
      expect(begun.map(({ atOnce }) => atOnce).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });
};
