// Reminders in DynamoDB: an item each, its snoozes in items below it, and a counter of numbers in the profile.
import { dueThingOf, type Reminder, type ReminderStore, type Snooze } from '@steward/core';
import { FIRST_NUMBER } from './dynamodb-profile-store.ts';
import { createDynamoDbTable, type DynamoDbDependencies, IS_NEW } from './dynamodb-table.ts';
import type { Values } from './item.ts';
import { profileKey, REMINDERS, reminderKey, snoozeKey, snoozesPrefix } from './keys.ts';
import {
  type ReminderItem,
  type SnoozeItem,
  toReminder,
  toReminderChange,
  toReminderItem,
  toSnoozeItem,
} from './reminder-item.ts';
import type { Condition } from './update-expression.ts';

export const createDynamoDbReminderStore = (dependencies: DynamoDbDependencies): ReminderStore => {
  const table = createDynamoDbTable(dependencies);

  const read = async (owner: number, prefix: string) => {
    const reminders: Reminder[] = [];
    const snoozes: Snooze[] = [];
    for await (const item of table.query<ReminderItem | SnoozeItem>(owner, { prefix })) {
      const thing = dueThingOf(item.sk);
      if (thing?.kind === 'snooze') snoozes.push({ owner, number: thing.number, dueMs: Number(item.due_at) });
      else if ('number' in item && item.sk === reminderKey(owner, item.number).sk)
        reminders.push(toReminder(item));
    }
    return { reminders: reminders.sort((a, b) => a.number - b.number), snoozes };
  };

  const listAll: ReminderStore['listAll'] = (owner) => read(owner, REMINDERS);

  const snoozes: ReminderStore['snoozes'] = async (owner, number) =>
    (await read(owner, number === undefined ? REMINDERS : snoozesPrefix(number))).snoozes;

  return {
    async takeNumbers(owner, count) {
      const change = { count: { next_reminder: { from: FIRST_NUMBER, by: count } } };
      const item = await table.updated<Values>(profileKey(owner), change);
      return Number(item?.next_reminder) - count;
    },
    create: (reminder) => table.put(toReminderItem(reminder), IS_NEW),
    async get(owner, number) {
      const item = await table.get<ReminderItem>(reminderKey(owner, number));
      return item && toReminder(item);
    },
    list: async (owner) => (await listAll(owner)).reminders,
    listAll,
    async change(read, changes) {
      const { set, remove } = toReminderChange(read.owner, changes);
      const item = await table.updated<ReminderItem>(
        reminderKey(read.owner, read.number),
        { set: { ...set, revision: read.revision + 1 }, remove },
        isAsRead(read),
      );
      return item && toReminder(item);
    },
    async remove(read) {
      const { owner, number } = read;
      if (!(await table.remove(reminderKey(owner, number), isAsRead(read)))) return false;
      const keys = (await snoozes(owner, number)).map((snooze) => ({ remove: snoozeKey(snooze) }));
      await table.writeMany(keys);
      return true;
    },
    async addSnooze(snooze) {
      await table.put(toSnoozeItem(snooze));
    },
    hasSnooze: async (snooze) => (await table.get(snoozeKey(snooze))) !== undefined,
    snoozes,
    async removeSnooze(snooze) {
      await table.remove(snoozeKey(snooze));
    },
  };
};

/** Fails also where the item is gone, or another one has its number since a move. */
const isAsRead = ({ revision, createdAtMs }: Reminder): Condition => ({
  expression: 'revision = :read AND created_at = :made',
  values: { ':read': revision, ':made': createdAtMs },
});
