// A reminder in lines: when it rings, how often, and what came of it.
import type { Reminder } from '@steward/core';
import { describeRule, nextFiring } from '@steward/core/when';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { say } from '../../telegram/say.ts';
import { ownTime } from './due.ts';
import { duration, timeText } from './time-in-words.ts';

/** When it comes, a line each. */
export const describe = (reminder: Reminder, zone: string | undefined, nowMs: number): FormattedText[] => {
  const { schedule, leadMs, dueMs, state } = reminder;
  const at = (ms: number) => timeText(ms, zone, nowMs);
  const ms = ownTime(reminder, zone);
  const lead =
    leadMs === undefined
      ? []
      : [leadText(leadMs, schedule?.kind !== 'rule' && ms !== undefined && ms === dueMs)];
  if (schedule?.kind === 'rule') {
    const rests = state === 'paused' ? say`It comes again when you resume it.` : say`Nothing comes any more.`;
    const next = ms === undefined ? rests : say`Next: ${at(ms)}`;
    return [say`🔁 ${describeRule(schedule.rule)}`, next, ...lead];
  }
  if (ms !== undefined) return [at(ms), ...lead];
  // A task that rang stays open, and its list tells since when it is overdue.
  if (!schedule || !(state === 'paused' || (state === 'active' && reminder.kind === 'reminder'))) return [];
  const once = nextFiring(reminder, zone ?? 'UTC', nowMs)?.occurrenceMs;
  return [once === undefined ? say`Its time has passed: give it another one.` : at(once), ...lead];
};

const leadText = (leadMs: number, hasPassed: boolean): FormattedText =>
  hasPassed ? say`${duration(leadMs)} before has passed already.` : say`Also ${duration(leadMs)} before.`;
