// The dashboard: what is next, what is open, and how things stand.
import type { ReminderView, Upcoming } from './reminders.ts';
import type { AllowanceView } from './teams.ts';

export interface ModelServerView {
  /** `asleep`: it is woken by the next message. `unknown`: nobody has asked it yet. */
  state: 'ready' | 'starting' | 'asleep' | 'unreachable' | 'unknown';
  models: number;
  /** When the worker last saw it, Unix ms. */
  seenAtMs?: number;
}

export interface DayUsage {
  /** UTC day, `2027-03-11`. */
  day: string;
  turns: number;
  /** What the models read and wrote. */
  tokens: number;
}

export interface Overview {
  /** At most 5. */
  next: Upcoming[];
  /** Open ones, those with a date first, at most 20. */
  tasks: ReminderView[];
  /** Rings of the person's local day, passed and to come. */
  today: { atMs: number; number: number; text: string; isPast: boolean }[];
  /** The last seven days, today last. */
  usage: DayUsage[];
  /** The person's own, and those of their teams, where there is a limit. */
  allowances?: (AllowanceView & { team?: string })[];
  server: ModelServerView;
  /** What a newcomer has done of the first three steps. */
  steps: { zone: boolean; reminder: boolean; conversation: boolean };
}
