// New time zone data: what is due by a clock on the wall is due at the moment that the new data gives it, before it rings.
import { firingMovedTo, tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { DELETE, type Ending } from '../../../context/work.ts';
import type { ZonesNote } from '../../../queue/queue-message.ts';
import { movedBriefing } from '../briefing/next-briefing.ts';
import { dueAt } from '../due.ts';

export type NewZonesDependencies = Pick<Services, 'briefings' | 'profiles' | 'reminders'>;

/** Safe to repeat. A change that comes meanwhile is computed with the new data itself, and stands. */
export const followNewZones =
  ({ briefings, profiles, reminders }: NewZonesDependencies) =>
  async ({ owner }: ZonesNote): Promise<Ending> => {
    const zone = (await profiles.get(owner))?.zone?.name ?? 'UTC';
    for (const reminder of await reminders.list(owner)) {
      const { dueMs, tzVersion: computedWith } = reminder;
      if (dueMs === undefined || computedWith === undefined || computedWith >= tzVersion()) continue;
      await reminders.change(reminder, dueAt(firingMovedTo(reminder, zone, dueMs)));
    }
    const briefing = await briefings.get(owner);
    const moved = briefing && movedBriefing(briefing, zone);
    if (moved) await briefings.change(briefing, moved);
    return DELETE;
  };
