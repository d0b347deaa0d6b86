// What every store of reminders promises.
import { describe, expect, it } from 'vitest';
import type { ProfileStore } from '../../owner/profile.ts';
import type { Reminder } from '../../reminder/reminder.ts';
import type { ReminderStore } from '../../reminder/reminder-store.ts';
import { SAMPLE_MS, sampleReminder } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface ReminderStoreSubject {
  reminders: ReminderStore;
  profiles: ProfileStore;
}

export const reminderStoreContract = (make: () => Promise<Made<ReminderStoreSubject>>): void => {
  describe('a store of reminders', () => {
    const subject = useSubject(make);

    const created = async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
      const reminder = sampleReminder({ owner: newGroup(), ...changes });
      expect(await subject().reminders.create(reminder)).toBe(true);
      return reminder;
    };

    it('counts from 1, beside the conversations, also before there is a profile', async () => {
      const { reminders, profiles } = subject();
      const owner = newOwner();
      expect(await reminders.takeNumbers(owner, 1)).toBe(1);
      expect(await reminders.takeNumbers(owner, 3)).toBe(2);
      expect(await profiles.get(owner)).toBeUndefined();
      expect(await profiles.takeNumbers(owner, 1)).toBe(1);
      await profiles.update(owner, { updatedAtMs: 7 });
      expect(await profiles.get(owner)).toEqual({ owner, createdAtMs: 7, updatedAtMs: 7, nextNumber: 2 });
      const taken = await Promise.all(Array.from({ length: 20 }, () => reminders.takeNumbers(owner, 1)));
      expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 5));
    });

    it('writes a number once', async () => {
      const { reminders } = subject();
      const first = await created();
      expect(await reminders.create({ ...first, text: 'Another' })).toBe(false);
      expect(await reminders.get(first.owner, first.number)).toEqual(first);
      expect(await reminders.get(first.owner, 2)).toBeUndefined();
      expect(await reminders.get(newOwner(), first.number)).toBeUndefined();
    });

    it('keeps everything there is to know', async () => {
      const { reminders } = subject();
      const whole: Required<Reminder> = {
        ...{ owner: newGroup(), number: 7, kind: 'task', text: ' “Tea”\n☕ ', authorId: 5, threadId: 3 },
        ...{ repliedToId: 9, leadMs: 600_000, state: 'done', revision: 4, dueMs: SAMPLE_MS + 1 },
        ...{ tzVersion: '2026c', createdAtMs: SAMPLE_MS, doneAtMs: SAMPLE_MS + 2 },
        wants: 'tomorrow at 9',
        messageId: 8,
        last: { dueMs: SAMPLE_MS, atMs: SAMPLE_MS + 3, outcome: 'late' },
        schedule: { kind: 'wall', local: '2027-03-11T09:00', zone: 'follow' },
      };
      await created(whole);
      expect(await reminders.get(whole.owner, 7)).toEqual(whole);
    });

    it.each<Reminder['schedule']>([
      { kind: 'instant', atMs: SAMPLE_MS },
      {
        kind: 'rule',
        zone: 'Europe/Rome',
        rule: { frequency: 'elapsed', everyMs: 1, startMs: 2, untilMs: 3 },
      },
      {
        kind: 'rule',
        zone: 'follow',
        rule: {
          ...{ frequency: 'yearly', interval: 2, start: '2027-03-11T09:00', position: -1, count: 5 },
          ...{ weekdays: [1, 7], monthDays: [-1], months: [2], until: '2030-01-01T00:00', except: [] },
        },
      },
    ])('keeps a schedule as it is: %j', async (schedule) => {
      const { owner, number } = await created({ schedule });
      expect((await subject().reminders.get(owner, number))?.schedule).toEqual(schedule);
    });

    it('lists by number, without the snoozes', async () => {
      const { reminders } = subject();
      const owner = newGroup();
      for (const number of [10, 9, 1]) await created({ owner, number });
      await reminders.addSnooze({ owner, number: 1, dueMs: SAMPLE_MS });
      expect((await reminders.list(owner)).map(({ number }) => number)).toEqual([1, 9, 10]);
      expect(await reminders.list(newGroup())).toEqual([]);
    });

    it('changes what was read, and nothing that has changed since', async () => {
      const { reminders } = subject();
      const read = await created();
      const changed = await reminders.change(read, { text: 'Water', schedule: null, dueMs: null });
      const { schedule: _schedule, dueMs: _dueMs, ...rest } = read;
      expect(changed).toEqual({ ...rest, text: 'Water', revision: read.revision + 1 });
      expect(await reminders.change(read, { text: 'Wine' })).toBeUndefined();
      expect(await reminders.get(read.owner, read.number)).toEqual(changed);
      const again = changed && (await reminders.change(changed, { dueMs: SAMPLE_MS }));
      expect(again).toEqual({ ...rest, text: 'Water', dueMs: SAMPLE_MS, revision: read.revision + 2 });
    });

    it('lets one of several win who change at once', async () => {
      const { reminders } = subject();
      const read = await created();
      const tried = await Promise.all(
        Array.from({ length: 8 }, (_, n) => reminders.change(read, { text: `${n}` })),
      );
      const winners = tried.filter((one) => one !== undefined);
      expect(winners).toEqual([await reminders.get(read.owner, read.number)]);
    });

    it('removes what was read, with its snoozes, and makes nothing anew', async () => {
      const { reminders } = subject();
      const stale = await created({ number: 1 });
      const { owner } = stale;
      await created({ owner, number: 12 });
      for (const number of [1, 12]) await reminders.addSnooze({ owner, number, dueMs: SAMPLE_MS });
      const read = (await reminders.change(stale, { text: 'Water' })) ?? stale;
      expect(await reminders.remove(stale)).toBe(false);
      expect(await reminders.snoozes(owner, 1)).toHaveLength(1);
      expect(await reminders.remove(read)).toBe(true);
      expect(await reminders.remove(read)).toBe(false);
      expect(await reminders.change(read, { text: 'Ghost' })).toBeUndefined();
      expect((await reminders.list(owner)).map(({ number }) => number)).toEqual([12]);
      expect(await reminders.snoozes(owner, 1)).toEqual([]);
      expect(await reminders.snoozes(owner, 12)).toHaveLength(1);
    });

    it('takes another one under the same number for what it is', async () => {
      const { reminders } = subject();
      const read = await created();
      await reminders.remove(read);
      const other = await created({ owner: read.owner, createdAtMs: read.createdAtMs + 1 });
      expect(await reminders.change(read, { text: 'Water' })).toBeUndefined();
      expect(await reminders.remove(read)).toBe(false);
      expect(await reminders.list(read.owner)).toEqual([other]);
    });

    it('keeps snoozes by when they are due, in that order', async () => {
      const { reminders } = subject();
      const { owner, number } = await created();
      const [first, second] = [SAMPLE_MS, SAMPLE_MS + 1].map((dueMs) => ({ owner, number, dueMs }));
      if (!first || !second) throw new Error('Two were made');
      for (const snooze of [second, first, second]) await reminders.addSnooze(snooze);
      expect(await reminders.snoozes(owner, number)).toEqual([first, second]);
      const other = { owner, number: 12, dueMs: SAMPLE_MS };
      await reminders.addSnooze(other);
      expect(await reminders.snoozes(owner)).toEqual([first, second, other]);
      expect(await reminders.listAll(owner)).toEqual({
        reminders: await reminders.list(owner),
        snoozes: [first, second, other],
      });
      await reminders.removeSnooze(first);
      await reminders.removeSnooze(first);
      expect([await reminders.hasSnooze(first), await reminders.hasSnooze(second)]).toEqual([false, true]);
    });
  });
};
