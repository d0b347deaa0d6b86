// Reminders and tasks as the app shows them.

export interface ReminderView {
  number: number;
  kind: 'reminder' | 'task';
  text: string;
  state: 'draft' | 'active' | 'paused' | 'done' | 'ended';
  /** Unix ms of the next ring; absent: none. */
  dueMs?: number;
  /** As the chat says it: `every Monday at 09:00`. Absent: it comes once. */
  repeats?: string;
  /** How the last ring ended. */
  last?: { atMs: number; outcome: 'sent' | 'late' | 'missed' | 'undelivered' };
  createdAtMs: number;
  doneAtMs?: number;
  /** What it was when it was read: a work that changes it names it. */
  revision: number;
}

/** A ring to come, snoozes too, soonest first, at most 20. */
export interface Upcoming {
  number: number;
  text: string;
  atMs: number;
  isSnooze: boolean;
}
