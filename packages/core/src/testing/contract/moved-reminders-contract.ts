// What forgetting and moving an owner's data promise for reminders, whose numbers stand in their keys.
import { describe, expect, it } from 'vitest';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import type { DueIndex } from '../../reminder/due-index.ts';
import type { ReminderStore } from '../../reminder/reminder-store.ts';
import { SAMPLE_MS, sampleReminder } from '../samples.ts';
import { collect, type Made, newGroup, useSubject } from './subject.ts';

export interface MovedRemindersSubject {
  reminders: ReminderStore;
  due: DueIndex;
  ownerData: OwnerDataStore;
  failAfterWrites(writes: number | undefined): void;
}

/** Nothing else is due at these times. */
const DUE = SAMPLE_MS + 1_000_000_000;

export const movedRemindersContract = (make: () => Promise<Made<MovedRemindersSubject>>): void => {
  describe('the reminders of an owner', () => {
    const subject = useSubject(make);
    let suite = 0;

    /** Numbers given and made, each due at a moment of its own and once more as a snooze. */
    const furnish = async (owner: number, text: string, numbers: number[]): Promise<void> => {
      const { reminders } = subject();
      await reminders.takeNumbers(owner, Math.max(...numbers));
      for (const number of numbers) {
        const dueMs = DUE + suite++ * 10;
        const createdAtMs = SAMPLE_MS + suite;
        await reminders.create(
          sampleReminder({ owner, number, text: `${text} ${number}`, dueMs, createdAtMs }),
        );
        await reminders.addSnooze({ owner, number, dueMs: dueMs + 1 });
      }
    };

    /** By number: the words, and after how long its snoozes follow. */
    const told = async (owner: number) => {
      const { reminders } = subject();
      const all = await reminders.list(owner);
      return await Promise.all(
        all.map(async ({ number, text, dueMs = 0 }) => {
          const snoozes = await reminders.snoozes(owner, number);
          return [number, text, ...snoozes.map((snooze) => snooze.dueMs - dueMs)];
        }),
      );
    };

    const dueOf = async (owner: number) => {
      const items = await collect(subject().due.dueBetween(DUE - 1, DUE + suite * 10));
      return items.filter((item) => item.owner === owner).map(({ sk }) => sk.replace(/\d{8,}$/, '…'));
    };

    it('go with /forget, but no number comes again', async () => {
      const { reminders, ownerData } = subject();
      const [owner, neighbour] = [newGroup(), newGroup()];
      await furnish(owner, 'Mine', [1, 2]);
      await furnish(neighbour, 'Theirs', [1]);
      await ownerData.removeAll(owner);
      expect([await told(owner), await dueOf(owner)]).toEqual([[], []]);
      expect(await reminders.snoozes(owner, 1)).toEqual([]);
      expect(await reminders.takeNumbers(owner, 1)).toBe(3);
      expect(await told(neighbour)).toEqual([[1, 'Theirs 1', 1]]);
    });

    it('move with their numbers and snoozes, and are due for the new owner only', async () => {
      const { reminders, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from, 'Old', [2, 10]);
      await ownerData.move(from, to);
      await ownerData.move(from, to);
      expect(await told(to)).toEqual([
        [2, 'Old 2', 1],
        [10, 'Old 10', 1],
      ]);
      expect(await dueOf(to)).toEqual([
        'REMINDER#2',
        'REMINDER#2#SNOOZE#…',
        'REMINDER#10',
        'REMINDER#10#SNOOZE#…',
      ]);
      expect([await told(from), await dueOf(from)]).toEqual([[], []]);
      expect(await reminders.takeNumbers(to, 1)).toBe(11);
      expect(await reminders.takeNumbers(from, 1)).toBe(11);
      const [first] = await reminders.list(to);
      expect(first && (await reminders.change(first, { text: 'Goes on' }))?.text).toBe('Goes on');
    });

    /** Stops after so many writes, and moves again; false when it was done before. */
    const moveStoppedAfter = async (writes: number): Promise<boolean> => {
      const { reminders, ownerData, failAfterWrites } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from, 'Old', [1, 2]);
      await furnish(to, 'New', [2, 3]);
      failAfterWrites(writes);
      const stopped = await ownerData.move(from, to).then(
        () => false,
        () => true,
      );
      failAfterWrites(undefined);
      if (stopped) await ownerData.move(from, to);
      const expected = [
        [1, 'Old 1', 1],
        [2, 'Old 2', 1],
        [3, 'New 3', 1],
      ];
      const found = await told(to);
      const anew = Number(found[3]?.[0]);
      expect(found, `after ${writes} writes`).toEqual([...expected, [anew, 'New 2', 1]]);
      expect(anew).toBeGreaterThan(3);
      expect(await reminders.takeNumbers(to, 1)).toBeGreaterThan(anew);
      expect((await dueOf(to)).toSorted()).toEqual(
        [1, 2, 3, anew].flatMap((n) => [`REMINDER#${n}`, `REMINDER#${n}#SNOOZE#…`]).toSorted(),
      );
      expect([await told(from), await dueOf(from)]).toEqual([[], []]);
      const snoozed = (await reminders.snoozes(to)).map(({ number }) => number);
      expect(snoozed.toSorted((a, b) => a - b)).toEqual([1, 2, 3, anew]);
      return stopped;
    };

    it('keep the number they had where both have it, and the new owner’s gets another, wherever a crash comes', async () => {
      let writes = 0;
      while (await moveStoppedAfter(writes)) writes += 1;
      expect(writes).toBeGreaterThan(12);
    });

    it('leave a snooze behind whose reminder is gone, or it would ring for another', async () => {
      const { reminders, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await furnish(from, 'Old', [1]);
      await furnish(to, 'New', [2]);
      await reminders.addSnooze({ owner: from, number: 2, dueMs: DUE + suite++ * 10 });
      await ownerData.move(from, to);
      expect(await told(to)).toEqual([
        [1, 'Old 1', 1],
        [2, 'New 2', 1],
      ]);
      expect(await dueOf(from)).toEqual([]);
    });
  });
};
