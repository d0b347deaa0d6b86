// A reminder or task as files carry it, and by what it is known again.
import { createHash } from 'node:crypto';
import type { Reminder } from '@steward/core';
import {
  type CalendarRule,
  instantOf,
  type LocalTime,
  localOf,
  nextOccurrence,
  type Schedule,
  toRRule,
  zoneIn,
} from '@steward/core/when';

export interface Portable {
  kind: Reminder['kind'];
  text: string;
  /** Absent: a task without a time. */
  schedule?: Schedule;
  leadMs?: number;
  paused?: true;
  /** The file names a day and no time. */
  isAllDay?: true;
  /** It is over with its day; a task that is not done is overdue. */
  isEvent?: true;
}

/** What of a file is not taken over, and why: "It" stands for its title. */
export interface LeftOut {
  title: string;
  reason: string;
}

export interface ReadReminders {
  found: Portable[];
  leftOut: LeftOut[];
}

/** The same for what means the same, whoever wrote the file. */
export const fingerprintOf = ({ kind, text, schedule }: Portable, zone: string | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, text, timesOf(schedule, zone)]))
    .digest('base64url')
    .slice(0, 22);

const timesOf = (schedule: Schedule | undefined, own: string | undefined): unknown => {
  if (!schedule) return null;
  if (schedule.kind === 'instant') return Math.floor(schedule.atMs / 1000);
  const zone = zoneIn(schedule.zone, own);
  if (schedule.kind === 'wall') return [schedule.local, zone];
  const { rule } = schedule;
  if (rule.frequency === 'elapsed') return [toRRule(rule), Math.floor(rule.startMs / 1000)];
  return [toRRule(rule), firstOf(rule, zone ?? 'UTC'), [...(rule.except ?? [])].sort(), zone];
};

/** The first time itself: a rule may start on a day that it does not fall on, which calendars show as one time more. */
export const firstOf = (rule: CalendarRule, zone: string): LocalTime => {
  const { except: _leftOut, ...whole } = rule;
  const firstMs = nextOccurrence(whole, zone, instantOf(rule.start, zone) - 1);
  return firstMs === undefined ? rule.start : localOf(firstMs, zone).slice(0, 10) + rule.start.slice(10);
};

/** Of a time to the minute. 30 February is none, whatever Date makes of it. */
export const isTime = (local: LocalTime): boolean => {
  const ms = Date.parse(`${local}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(local);
};
