// Removed reminders in DynamoDB: an item each, in the index of what is due by the end of its time.
import { REMOVED_ITEMS, type Reminder, type RemovedStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { fromStoredForm, toStoredForm, type Value } from './item.ts';
import { type Key, removedKey } from './keys.ts';
import { type DueAttributes, dueOf } from './reminder-item.ts';

interface RemovedItem extends Key, DueAttributes {
  due_at: number;
  /** As the domain has it, with underscores. */
  reminder: Value;
  snoozes: number[];
}

export const createDynamoDbRemovedStore = (dependencies: DynamoDbDependencies): RemovedStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async put({ owner, by, reminder, snoozes, untilMs }) {
      await table.put({
        ...removedKey(owner, by),
        reminder: toStoredForm(reminder),
        snoozes: [...snoozes],
        due_at: untilMs,
        due_shard: dueOf(owner, untilMs).due_shard ?? undefined,
      });
    },
    async get(owner, by) {
      const item = await table.get<RemovedItem>(removedKey(owner, by));
      if (!item) return undefined;
      const reminder = fromStoredForm(item.reminder) as Reminder;
      return { owner, by, reminder, snoozes: item.snoozes, untilMs: item.due_at };
    },
    async remove(owner, by) {
      await table.remove(removedKey(owner, by));
    },
    async sweep(owner, nowMs) {
      const over: { remove: Key }[] = [];
      for await (const { pk, sk, due_at } of table.query<RemovedItem>(owner, REMOVED_ITEMS))
        if (due_at <= nowMs) over.push({ remove: { pk, sk } });
      await table.writeMany(over);
    },
  };
};
