// Firings that are over, and those that other time zone data moved.
import { nextFiring } from './next-firing.ts';
import type { Schedule } from './schedule.ts';

type Scheduled = { schedule?: Schedule; leadMs?: number };

const HOUR_MS = 3_600_000;

/** Of the firings since `dueMs`, which is one, the newest that is over by `nowMs`. */
export const newestFiring = (item: Scheduled, zone: string, dueMs: number, nowMs: number): number => {
  // Looked for backwards in growing steps: there may be thousands of them.
  for (let back = HOUR_MS; nowMs - back > dueMs; back *= 2) {
    const newest = lastOf(item, zone, nowMs - back, nowMs);
    if (newest !== undefined) return newest;
  }
  return lastOf(item, zone, dueMs, nowMs) ?? dueMs;
};

const lastOf = (item: Scheduled, zone: string, afterMs: number, untilMs: number): number | undefined =>
  allOf(item, zone, afterMs, untilMs).at(-1);

const allOf = (item: Scheduled, zone: string, afterMs: number, untilMs: number): number[] => {
  const found: number[] = [];
  for (let at = afterMs; ; ) {
    const next = nextFiring(item, zone, at)?.dueMs;
    if (next === undefined || next > untilMs) return found;
    found.push(next);
    at = next;
  }
};

/** As far as time zone data ever moved a clock on the wall. */
const MOVED_MS = 12 * HOUR_MS;

/** When rings what rang at `dueMs` by time zone data that this process does not have. */
export const firingMovedTo = (item: Scheduled, zone: string, dueMs: number): number => {
  const { schedule } = item;
  const isElapsed = schedule?.kind === 'rule' && schedule.rule.frequency === 'elapsed';
  if (!schedule || schedule.kind === 'instant' || isElapsed) return dueMs;
  const near = allOf(item, zone, dueMs - MOVED_MS, dueMs + MOVED_MS);
  return near.toSorted((a, b) => Math.abs(a - dueMs) - Math.abs(b - dueMs))[0] ?? dueMs;
};
