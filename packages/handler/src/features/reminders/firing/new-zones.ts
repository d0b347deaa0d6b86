// What is due is computed anew: by new time zone data, what goes by a clock on the wall, before it rings; and where a clock was
// ahead and went back, what a series skipped by that. What rang of it has its claim, and does not ring again.
import type { Briefing, Reminder } from '@steward/core';
import { firingMovedTo, tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { DELETE, type Ending } from '../../../context/work.ts';
import type { ZonesNote } from '../../../queue/queue-message.ts';
import { movedBriefing, nextBriefing } from '../briefing/next-briefing.ts';
import { dueAfter, dueAt } from '../due.ts';

export type NewZonesDependencies = Pick<
  Services,
  'briefings' | 'clock' | 'extras' | 'profiles' | 'reminders'
>;

/** Safe to repeat. A change that comes meanwhile is computed with the new data itself, and stands. */
export const followNewZones =
  ({ briefings, clock, extras, profiles, reminders }: NewZonesDependencies) =>
  async ({ owner }: ZonesNote): Promise<Ending> => {
    const nowMs = clock.now();
    const zone = (await profiles.get(owner))?.zone?.name ?? 'UTC';
    for (const reminder of await reminders.list(owner)) {
      const changes = skippedBy(reminder, zone, nowMs) ?? movedBy(reminder, zone);
      if (changes) await reminders.change(reminder, changes);
    }
    for (const store of [briefings, extras]) {
      const daily = await store.get(owner);
      const moved = daily && (movedBriefing(daily, zone) ?? skippedBriefing(daily, zone, nowMs));
      if (moved) await store.change(daily, moved);
    }
    return DELETE;
  };

const movedBy = (reminder: Reminder, zone: string) => {
  const { dueMs, tzVersion: computedWith } = reminder;
  if (dueMs === undefined || computedWith === undefined || computedWith >= tzVersion()) return undefined;
  return dueAt(firingMovedTo(reminder, zone, dueMs));
};

/** Clocks of two machines may differ by as much. */
const CLOCKS_DIFFER_MS = 60_000;

/** It rang at a time that lies ahead: it comes next when it would have, and its last ring was not later than now. */
const skippedBy = (reminder: Reminder, zone: string, nowMs: number) => {
  const { dueMs, last, schedule, state } = reminder;
  if (!last || last.atMs <= nowMs + CLOCKS_DIFFER_MS || schedule?.kind !== 'rule') return undefined;
  const next = dueAfter(reminder, zone, nowMs);
  if (state !== 'active' || dueMs === undefined || next.dueMs === null || next.dueMs >= dueMs)
    return undefined;
  return { ...next, last: { ...last, atMs: nowMs, dueMs: Math.min(last.dueMs, nowMs) } };
};

const skippedBriefing = (briefing: Briefing, zone: string, nowMs: number) => {
  const { dueMs } = briefing;
  if (dueMs === undefined) return undefined;
  const next = nextBriefing(briefing, zone, nowMs);
  return next < dueMs ? { dueMs: next, tzVersion: tzVersion() } : undefined;
};
