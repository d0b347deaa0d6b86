// Reminders as a file of our own, which keeps what a calendar does not: that they follow the owner's clock.
import type { Reminder } from '@steward/core';
import { isZone, MAX_LEAD_MS, readRRule, type Schedule, toRRule, zoneIn } from '@steward/core/when';
import * as z from 'zod/mini';
import { ruleWithout } from '../rule-without.ts';
import { isTime, type Portable, type ReadReminders } from './portable.ts';

export const REMINDERS_MARK = 'steward_reminders';

const MINUTE_MS = 60_000;

/** An instant, a time on a clock, a rule by the clock, or one by elapsed time: which, its fields tell. */
const SCHEDULE = z.object({
  at: z.optional(z.string()),
  local: z.optional(z.string()),
  zone: z.optional(z.string()),
  rrule: z.optional(z.string()),
  start: z.optional(z.string()),
  except: z.optional(z.array(z.string())),
});

const ENTRY = z.object({
  kind: z.enum(['reminder', 'task']),
  text: z.string(),
  state: z.optional(z.string()),
  lead_minutes: z.optional(z.int()),
  schedule: z.optional(SCHEDULE),
});

export const writeJson = (all: readonly Reminder[], zone: string | undefined, nowMs: number): string =>
  JSON.stringify(
    {
      [REMINDERS_MARK]: '1.0',
      exported_at: new Date(nowMs).toISOString(),
      ...(zone !== undefined && { zone }),
      reminders: all.map(({ kind, text, state, leadMs, schedule }) => ({
        ...{ kind, text, state },
        ...(leadMs !== undefined && { lead_minutes: Math.round(leadMs / MINUTE_MS) }),
        ...(schedule && { schedule: written(schedule) }),
      })),
    },
    undefined,
    2,
  );

const written = (schedule: Schedule): z.infer<typeof SCHEDULE> => {
  if (schedule.kind === 'instant') return { at: new Date(schedule.atMs).toISOString() };
  const { zone } = schedule;
  if (schedule.kind === 'wall') return { local: schedule.local, zone };
  const { rule } = schedule;
  const rrule = toRRule(rule);
  if (rule.frequency === 'elapsed') return { rrule, start: new Date(rule.startMs).toISOString() };
  return { rrule, start: rule.start, zone, ...(rule.except && { except: [...rule.except] }) };
};

/** Undefined for what is no such file. */
export const readJson = (text: string, own: string | undefined): ReadReminders | undefined => {
  const file = parsed(text);
  if (!file) return undefined;
  const read: ReadReminders = { found: [], leftOut: [] };
  for (const raw of file.reminders) {
    const { data } = ENTRY.safeParse(raw);
    const title = (raw as { text?: unknown } | null)?.text;
    const one = data && portableOf(data, own);
    if (one) read.found.push(one);
    else
      read.leftOut.push({
        title: typeof title === 'string' ? title : 'without a title',
        reason: 'I cannot read it',
      });
  }
  return read;
};

const FILE = z.object({ [REMINDERS_MARK]: z.string(), reminders: z.array(z.unknown()) });

const parsed = (text: string): { reminders: unknown[] } | undefined => {
  try {
    return FILE.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const portableOf = (
  { kind, text, state, lead_minutes: lead, schedule: raw }: z.infer<typeof ENTRY>,
  own: string | undefined,
): Portable | undefined => {
  const schedule = raw && read(raw, own);
  if (lead !== undefined && !(lead > 0 && lead * MINUTE_MS <= MAX_LEAD_MS)) return undefined;
  if ((raw && !schedule) || (!raw && kind === 'reminder') || text.trim() === '') return undefined;
  return {
    ...{ kind, text },
    ...(schedule && { schedule }),
    ...(lead !== undefined && { leadMs: lead * MINUTE_MS }),
    ...(state === 'paused' && { paused: true as const }),
  };
};

const read = (raw: z.infer<typeof SCHEDULE>, own: string | undefined): Schedule | undefined => {
  const { at, local, zone, rrule, start = '' } = raw;
  if (at !== undefined) return isInstant(at) ? { kind: 'instant', atMs: Date.parse(at) } : undefined;
  if (zone === undefined) return rrule !== undefined && isInstant(start) ? elapsed(rrule, start) : undefined;
  if (zone === 'follow' ? own === undefined : !isZone(zone)) return undefined;
  if (local !== undefined) return isLocal(local) ? { kind: 'wall', local, zone } : undefined;
  if (rrule === undefined || !isLocal(start)) return undefined;
  const rule = readRRule(rrule, start, zoneIn(zone, own ?? 'UTC'));
  if (!rule || rule.frequency === 'elapsed') return undefined;
  return { kind: 'rule', rule: ruleWithout(rule, raw.except?.filter(isLocal) ?? []), zone };
};

const elapsed = (rrule: string, start: string): Schedule | undefined => {
  const rule = readRRule(rrule, start.slice(0, 16), 'UTC');
  if (rule?.frequency !== 'elapsed') return undefined;
  return { kind: 'rule', rule: { ...rule, startMs: Date.parse(start) }, zone: 'follow' };
};

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text) && isTime(text.slice(0, 16));

const isLocal = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && isTime(text);
