// Reminders and their snoozes in memory.
import { PROFILE_ITEM } from '../owner/profile.ts';
import { dueThingOf } from '../reminder/due-item.ts';
import { REMINDER_ITEMS, type Reminder, type Snooze } from '../reminder/reminder.ts';
import type { ReminderStore } from '../reminder/reminder-store.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

/** With what a move of the group notes. */
type ReminderItem = Omit<Reminder, 'owner'> & { movedFrom?: number; renumberedTo?: number };

const { prefix: REMINDER } = REMINDER_ITEMS;
const { prefix: PROFILE } = PROFILE_ITEM;

const keyOf = (number: number): string => `${REMINDER}${number}`;
const toReminder = (owner: number, item: ReminderItem): Reminder => {
  const { movedFrom: _from, renumberedTo: _to, ...reminder } = item;
  return { ...reminder, owner };
};
const snoozesOf = (number: number): string => `${keyOf(number)}#SNOOZE#`;
const snoozeKeyOf = ({ number, dueMs }: Snooze): string => `${snoozesOf(number)}${dueMs}`;

export const createMemoryReminders = (table: MemoryTable): ReminderStore => {
  /** As long as it has the revision that was read. */
  const unchanged = (read: Reminder): ReminderItem | undefined => {
    const item = table.get<ReminderItem>(read.owner, keyOf(read.number));
    const isSame = item?.revision === read.revision && item.createdAtMs === read.createdAtMs;
    return isSame ? item : undefined;
  };

  const list = (owner: number): Reminder[] =>
    table
      .list<ReminderItem>(owner, REMINDER)
      .filter(({ sk, item }) => sk === keyOf(item.number))
      .map(({ item }) => toReminder(owner, item))
      .sort((a, b) => a.number - b.number);

  const snoozes = (owner: number, number?: number): Snooze[] =>
    table
      .list<{ dueMs: number }>(owner, number === undefined ? REMINDER : snoozesOf(number))
      .flatMap(({ sk, item: { dueMs } }) => {
        const thing = dueThingOf(sk);
        return thing?.kind === 'snooze' ? [{ owner, number: thing.number, dueMs }] : [];
      });

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
      return item && toReminder(owner, item);
    },
    list: async (owner) => list(owner),
    listAll: async (owner) => ({ reminders: list(owner), snoozes: snoozes(owner) }),
    async change(read, changes) {
      const { owner, number } = read;
      const item = unchanged(read);
      if (!item) return undefined;
      const changed = { ...withChanges(item, changes), revision: item.revision + 1 };
      table.put(owner, keyOf(number), changed);
      return toReminder(owner, changed);
    },
    async remove(read) {
      const { owner, number } = read;
      if (!unchanged(read)) return false;
      table.remove(owner, keyOf(number));
      for (const { sk } of table.list(owner, snoozesOf(number))) table.remove(owner, sk);
      return true;
    },
    async addSnooze(snooze) {
      table.put(snooze.owner, snoozeKeyOf(snooze), { dueMs: snooze.dueMs });
    },
    async hasSnooze(snooze) {
      return table.get(snooze.owner, snoozeKeyOf(snooze)) !== undefined;
    },
    snoozes: async (owner, number) => snoozes(owner, number),
    async removeSnooze(snooze) {
      table.remove(snooze.owner, snoozeKeyOf(snooze));
    },
  };
};
