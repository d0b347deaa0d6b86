// Reminders as VEVENT, tasks as VTODO, for calendars and other programs.
import type { Reminder } from '@steward/core';
import { type Rule, type Schedule, toRRule, zoneIn } from '@steward/core/when';
import { escaped, folded } from './ics-text.ts';
import { fingerprintOf, firstOf } from './portable.ts';
import { zoneLines } from './write-zone.ts';

export const writeIcs = (all: readonly Reminder[], zone: string | undefined, nowMs: number): string =>
  `${[
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Steward//Reminders//EN',
    ...zonesOf(all, zone).flatMap(([name, fromMs]) => zoneLines(name, fromMs, nowMs + COVERED_MS)),
    ...all.flatMap((one) => componentOf(one, zone, nowMs)),
    'END:VCALENDAR',
  ]
    .map(folded)
    .join('\r\n')}\r\n`;

/** Nothing is planned further ahead. */
const COVERED_MS = 11 * 366 * 86_400_000;

/** By whose clocks something goes, each since the year that the first of that begins in. */
const zonesOf = (all: readonly Reminder[], own: string | undefined): [zone: string, fromMs: number][] => {
  const from = new Map<string, number>();
  for (const { schedule } of all) {
    if (!schedule || schedule.kind === 'instant') continue;
    const local = schedule.kind === 'wall' ? schedule.local : startOf(schedule.rule);
    const zone = zoneIn(schedule.zone, own);
    if (zone === undefined || local === undefined) continue;
    const yearMs = Date.UTC(Number(local.slice(0, 4)), 0, 0);
    from.set(zone, Math.min(yearMs, from.get(zone) ?? yearMs));
  }
  return [...from];
};

/** What elapses goes by no clock. */
const startOf = (rule: Rule): string | undefined => (rule.frequency === 'elapsed' ? undefined : rule.start);

const componentOf = (one: Reminder, zone: string | undefined, nowMs: number): string[] => {
  const { kind, text, schedule, leadMs, state, createdAtMs } = one;
  const name = kind === 'task' ? 'VTODO' : 'VEVENT';
  return [
    `BEGIN:${name}`,
    `UID:${fingerprintOf(one, zone)}@steward`,
    `DTSTAMP:${utc(nowMs)}`,
    `CREATED:${utc(createdAtMs)}`,
    `SUMMARY:${escaped(text)}`,
    ...(schedule ? timeLines(schedule, zone, kind === 'task') : []),
    ...(kind === 'task' ? ['STATUS:NEEDS-ACTION'] : []),
    ...(state === 'paused' ? ['X-STEWARD-STATE:paused'] : []),
    ...(schedule ? [0, ...(leadMs === undefined ? [] : [leadMs])].flatMap((ms) => alarm(text, ms)) : []),
    `END:${name}`,
  ];
};

const utc = (ms: number): string => `${compact(new Date(ms).toISOString().slice(0, 19))}Z`;

/** `2027-03-12T09:00` → `20270312T090000`. */
const compact = (local: string): string => local.replace(/[-:]/g, '').padEnd(15, '0');

/** A task that comes once is due; what comes again starts. */
const timeLines = (schedule: Schedule, own: string | undefined, isTask: boolean): string[] => {
  const once = isTask ? 'DUE' : 'DTSTART';
  if (schedule.kind === 'instant') return [`${once}:${utc(schedule.atMs)}`];
  const zone = zoneIn(schedule.zone, own);
  const at = (name: string, locals: readonly string[]) =>
    `${name}${zone === undefined ? '' : `;TZID=${zone}`}:${locals.map(compact).join()}`;
  if (schedule.kind === 'wall') return [at(once, [schedule.local])];
  const { rule } = schedule;
  const rrule = `RRULE:${toRRule(rule)}`;
  if (rule.frequency === 'elapsed') return [`DTSTART:${utc(rule.startMs)}`, rrule];
  const { except = [] } = rule;
  return [
    at('DTSTART', [firstOf(rule, zone ?? 'UTC')]),
    rrule,
    ...(except.length > 0 ? [at('EXDATE', except)] : []),
  ];
};

const alarm = (text: string, leadMs: number): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(text)}`,
  `TRIGGER:${leadMs === 0 ? 'PT0S' : `-PT${Math.round(leadMs / 60_000)}M`}`,
  'END:VALARM',
];
