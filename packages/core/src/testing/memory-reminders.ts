// Reminders and their snoozes in memory.
import { PROFILE_ITEM } from '../owner/profile.ts';
import { dueThingOf } from '../reminder/due-item.ts';
import { REMINDER_ITEMS, type Reminder, type Snooze } from '../reminder/reminder.ts';
import type { ReminderStore } from '../reminder/reminder-store.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

type ReminderItem = Omit<Reminder, 'owner'>;

const { prefix: REMINDER } = REMINDER_ITEMS;
const { prefix: PROFILE } = PROFILE_ITEM;

const keyOf = (number: number): string => `${REMINDER}${number}`;
const snoozesOf = (number: number): string => `${keyOf(number)}#SNOOZE#`;
const snoozeKeyOf = ({ number, dueMs }: Snooze): string => `${snoozesOf(number)}${dueMs}`;

export const createMemoryReminders = (table: MemoryTable): ReminderStore => {
  /** As long as it has the revision that was read. */
  const unchanged = ({ owner, number, revision }: Reminder): ReminderItem | undefined => {
    const item = table.get<ReminderItem>(owner, keyOf(number));
    return item?.revision === revision ? item : undefined;
  };

  return {
    async takeNumbers(owner, count) {
      const item = table.get<{ nextReminder?: number }>(owner, PROFILE);
      const first = item?.nextReminder ?? 1;
      table.put(owner, PROFILE, { ...item, nextReminder: first + count });
      return first;
    },
    async create({ owner, ...item }) {
      if (table.get(owner, keyOf(item.number))) return false;
      table.put(owner, keyOf(item.number), item);
      return true;
    },
    async get(owner, number) {
      const item = table.get<ReminderItem>(owner, keyOf(number));
      return item && { ...item, owner };
    },
    async list(owner) {
      return table
        .list<ReminderItem>(owner, REMINDER)
        .filter(({ sk, item }) => sk === keyOf(item.number))
        .map(({ item }) => ({ ...item, owner }))
        .sort((a, b) => a.number - b.number);
    },
    async change(read, changes) {
      const { owner, number } = read;
      const item = unchanged(read);
      if (!item) return undefined;
      const changed = { ...withChanges(item, changes), revision: item.revision + 1 };
      table.put(owner, keyOf(number), changed);
      return { ...changed, owner };
    },
    async remove(read) {
      const { owner, number } = read;
      if (!unchanged(read)) return false;
      table.remove(owner, keyOf(number));
      for (const { sk } of table.list(owner, snoozesOf(number))) table.remove(owner, sk);
      return true;
    },
    async addSnooze(snooze) {
      const { owner, ...item } = snooze;
      table.put(owner, snoozeKeyOf(snooze), item);
    },
    async hasSnooze(snooze) {
      return table.get(snooze.owner, snoozeKeyOf(snooze)) !== undefined;
    },
    async snoozes(owner, number) {
      return table
        .list<Omit<Snooze, 'owner'>>(owner, number === undefined ? REMINDER : snoozesOf(number))
        .filter(({ sk }) => dueThingOf(sk)?.kind === 'snooze')
        .map(({ item }) => ({ ...item, owner }));
    },
    async removeSnooze(snooze) {
      table.remove(snooze.owner, snoozeKeyOf(snooze));
    },
  };
};
