// What every index of what is due promises.
import { describe, expect, it } from 'vitest';
import type { DueIndex } from '../../reminder/due-index.ts';
import type { DueItem } from '../../reminder/due-item.ts';
import type { ReminderStore } from '../../reminder/reminder-store.ts';
import { SAMPLE_MS, sampleReminder } from '../samples.ts';
import { collect, type Made, useSubject } from './subject.ts';

export interface DueIndexSubject {
  due: DueIndex;
  reminders: ReminderStore;
}

const OWNERS = [1, 2, 3, 4, 5, 6, 7, 8, -1_000_000_000_009];
const MINUTE = 60_000;

/** The index is one for all owners: it is made for the suite alone, and tests share no time. */
export const dueIndexContract = (make: () => Promise<Made<DueIndexSubject>>): void => {
  describe('an index of what is due', () => {
    const subject = useSubject(make);
    const between = (afterMs: number, untilMs: number) => collect(subject().due.dueBetween(afterMs, untilMs));
    const keys = (items: DueItem[]) => items.map(({ owner, sk, dueMs }) => [owner, sk, dueMs]);

    it('is empty at first', async () => {
      expect(await between(0, SAMPLE_MS * 2)).toEqual([]);
    });

    it('tells what is due of all owners, in the order of due, after the one time and up to the other', async () => {
      const { reminders } = subject();
      for (const [index, owner] of OWNERS.entries())
        for (const later of [0, 1])
          await reminders.create(
            sampleReminder({ owner, number: later + 1, dueMs: SAMPLE_MS + MINUTE - index * 10 + later }),
          );
      const all = OWNERS.toReversed().flatMap((owner, index) => [
        [owner, 'REMINDER#1', SAMPLE_MS + MINUTE - 80 + index * 10],
        [owner, 'REMINDER#2', SAMPLE_MS + MINUTE - 79 + index * 10],
      ]);
      expect(keys(await between(SAMPLE_MS, SAMPLE_MS + MINUTE + 1))).toEqual(all);
      expect(keys(await between(SAMPLE_MS + MINUTE - 80, SAMPLE_MS + MINUTE))).toEqual(all.slice(1, -1));
      expect(await between(SAMPLE_MS + MINUTE, SAMPLE_MS + MINUTE)).toEqual([]);
      expect(await between(SAMPLE_MS + MINUTE, SAMPLE_MS)).toEqual([]);
    });

    it('knows snoozes, and forgets what is not due any more', async () => {
      const { reminders } = subject();
      const reminder = sampleReminder({ owner: 70, dueMs: SAMPLE_MS + 5 * MINUTE });
      await reminders.create(reminder);
      const snooze = { owner: 70, number: 1, dueMs: SAMPLE_MS + 5 * MINUTE + 1 };
      await reminders.addSnooze(snooze);
      const found = () => between(SAMPLE_MS + 4 * MINUTE, SAMPLE_MS + 7 * MINUTE);
      expect((await found()).map(({ sk }) => sk)).toEqual([
        'REMINDER#1',
        `REMINDER#1#SNOOZE#${snooze.dueMs}`,
      ]);
      const moved = await reminders.change(reminder, { dueMs: SAMPLE_MS + 6 * MINUTE });
      await reminders.removeSnooze(snooze);
      expect(await found()).toEqual([{ owner: 70, sk: 'REMINDER#1', dueMs: SAMPLE_MS + 6 * MINUTE }]);
      await reminders.change(moved ?? reminder, { dueMs: null });
      expect(await found()).toEqual([]);
    });

    it('tells all of many at one moment, and stops when nobody asks on', async () => {
      const { reminders, due } = subject();
      const dueMs = SAMPLE_MS + 60 * MINUTE;
      const owners = Array.from({ length: 60 }, (_, n) => 8_000 + n);
      await Promise.all(owners.map((owner) => reminders.create(sampleReminder({ owner, dueMs }))));
      const found = await between(dueMs - 1, dueMs);
      expect(found.map(({ owner }) => owner).toSorted((a, b) => a - b)).toEqual(owners);
      let read = 0;
      for await (const _item of due.dueBetween(dueMs - 1, dueMs)) if (++read === 20) break;
      expect(read).toBe(20);
    });
  });
};
