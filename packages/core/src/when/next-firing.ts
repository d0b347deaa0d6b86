// When something rings next.
import { instantOf } from './local-time.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { type Schedule, zoneIn } from './schedule.ts';

export interface NextFiring {
  /** When it rings, Unix ms. */
  dueMs: number;
  /** What it rings for: later than `dueMs` by the lead, or the same. */
  occurrenceMs: number;
}

/** `zone`: the owner's. Undefined when nothing comes any more. */
export const nextFiring = (
  { schedule, leadMs }: { schedule?: Schedule; leadMs?: number },
  zone: string,
  afterMs: number,
): NextFiring | undefined => {
  const next = nextDue(schedule, zone, afterMs);
  const ahead = leadMs === undefined ? undefined : nextDue(schedule, zone, afterMs + leadMs);
  if (leadMs !== undefined && ahead !== undefined && (next === undefined || ahead - leadMs < next))
    return { dueMs: ahead - leadMs, occurrenceMs: ahead };
  return next === undefined ? undefined : { dueMs: next, occurrenceMs: next };
};

const nextDue = (schedule: Schedule | undefined, zone: string, afterMs: number): number | undefined => {
  if (schedule?.kind === 'rule') return nextOccurrence(schedule.rule, zoneIn(schedule.zone, zone), afterMs);
  if (!schedule) return undefined;
  const { kind } = schedule;
  const atMs = kind === 'instant' ? schedule.atMs : instantOf(schedule.local, zoneIn(schedule.zone, zone));
  return atMs > afterMs ? atMs : undefined;
};
