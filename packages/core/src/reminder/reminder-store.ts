// The port of what is due one day.
import type { Reminder, ReminderChanges, Snooze } from './reminder.ts';

/** All reads are strongly consistent. */
export interface ReminderStore {
  /** Takes `count` numbers off the owner's counter at once and returns the first of them. */
  takeNumbers(owner: number, count: number): Promise<number>;
  /** Writes it once: false where its number is there already, which stays as it is. */
  create(reminder: Reminder): Promise<boolean>;
  get(owner: number, number: number): Promise<Reminder | undefined>;
  /** By number. */
  list(owner: number): Promise<Reminder[]>;
  /** With the snoozes of all, read together. */
  listAll(owner: number): Promise<{ reminders: Reminder[]; snoozes: Snooze[] }>;
  /**
   * Changes what has still the revision that was read, and returns it as it is then. Undefined when it was changed
   * meanwhile, or is gone: nothing is made anew. Another one that a group's move brought to its number is not it.
   */
  change(read: Reminder, changes: ReminderChanges): Promise<Reminder | undefined>;
  /** False when it was changed meanwhile, or is gone. Its snoozes go with it. */
  remove(read: Reminder): Promise<boolean>;
  /** Writing it again changes nothing. */
  addSnooze(snooze: Snooze): Promise<void>;
  hasSnooze(snooze: Snooze): Promise<boolean>;
  /** Of one reminder, or of all. */
  snoozes(owner: number, number?: number): Promise<Snooze[]>;
  removeSnooze(snooze: Snooze): Promise<void>;
}
