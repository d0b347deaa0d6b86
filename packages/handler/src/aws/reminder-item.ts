// Reminders and snoozes as they lie in the table. `due_at` and `due_shard` are there only while something is due.
import type { Reminder, ReminderChanges, Snooze } from '@steward/core';
import { fromStoredForm, toStoredForm, type Value, type Values } from './item.ts';
import { dueShard, type Key, reminderKey, snoozeKey } from './keys.ts';
import { type Change, toChange } from './update-expression.ts';

export interface DueAttributes {
  /** Unix milliseconds. */
  due_at?: number;
  due_shard?: string;
}

/** Times are Unix milliseconds. */
export interface ReminderItem extends Key, DueAttributes {
  number: number;
  kind: Reminder['kind'];
  text: string;
  author_id: number;
  thread_id?: number;
  message_id?: number;
  replied_to_id?: number;
  /** As the domain has it, with underscores. */
  schedule?: Value;
  lead?: number;
  state: Reminder['state'];
  wants?: string;
  revision: number;
  tz_version?: string;
  created_at: number;
  done_at?: number;
  last?: Value;
}

export interface SnoozeItem extends Key {
  due_at: number;
  due_shard: string;
}

export const toReminder = (item: ReminderItem): Reminder => ({
  owner: item.pk,
  number: item.number,
  kind: item.kind,
  text: item.text,
  authorId: item.author_id,
  ...(item.thread_id !== undefined && { threadId: item.thread_id }),
  ...(item.message_id !== undefined && { messageId: item.message_id }),
  ...(item.replied_to_id !== undefined && { repliedToId: item.replied_to_id }),
  ...(item.schedule !== undefined && { schedule: fromStoredForm(item.schedule) as Reminder['schedule'] }),
  ...(item.lead !== undefined && { leadMs: item.lead }),
  state: item.state,
  ...(item.wants !== undefined && { wants: item.wants }),
  revision: item.revision,
  ...(item.due_at !== undefined && { dueMs: item.due_at }),
  ...(item.tz_version !== undefined && { tzVersion: item.tz_version }),
  createdAtMs: item.created_at,
  ...(item.done_at !== undefined && { doneAtMs: item.done_at }),
  ...(item.last !== undefined && { last: fromStoredForm(item.last) as Reminder['last'] }),
});

export const toReminderItem = (reminder: Reminder): Key & Values => ({
  ...reminderKey(reminder.owner, reminder.number),
  number: reminder.number,
  kind: reminder.kind,
  created_at: reminder.createdAtMs,
  revision: reminder.revision,
  ...toReminderChange(reminder.owner, reminder).set,
});

export const toReminderChange = (
  owner: number,
  changes: ReminderChanges,
): Required<Pick<Change, 'set' | 'remove'>> =>
  toChange({
    text: changes.text,
    author_id: changes.authorId,
    thread_id: changes.threadId,
    message_id: changes.messageId,
    replied_to_id: changes.repliedToId,
    schedule: changes.schedule && toStoredForm(changes.schedule),
    lead: changes.leadMs,
    state: changes.state,
    wants: changes.wants,
    ...dueOf(owner, changes.dueMs),
    tz_version: changes.tzVersion,
    done_at: changes.doneAtMs,
    last: changes.last && toStoredForm(changes.last),
  });

/** Both at once, or an item would lie in no index, or be due at no time. */
export const dueOf = (owner: number, dueMs: number | null | undefined) => ({
  due_at: dueMs,
  due_shard: typeof dueMs === 'number' ? dueShard(owner) : dueMs,
});

export const toSnoozeItem = (snooze: Snooze): Key & Values => ({
  ...snoozeKey(snooze),
  due_at: snooze.dueMs,
  due_shard: dueShard(snooze.owner),
});
