// All that rings or waits, and what is done or ended of late.
import type { Reminder } from '@steward/core';
import { byDue } from '../../features/reminders/by-due.ts';
import type { RouteEntry } from '../route-entry.ts';
import { isOpen, readKept, viewOf } from './reminder-views.ts';
import type { RouteDependencies } from './route-dependencies.ts';

const MOST_UPCOMING = 20;
const MOST_PAST = 50;
const LATELY_MS = 30 * 86_400_000;

export const getReminders = (deps: RouteDependencies): RouteEntry<'GET /api/reminders'> => ({
  async handle({ owner }) {
    const { all, upcoming } = await readKept(deps, owner);
    const sinceMs = deps.clock.now() - LATELY_MS;
    const past = all
      .filter((one) => !isOpen(one) && endedMs(one) > sinceMs)
      .sort((one, other) => endedMs(other) - endedMs(one))
      .slice(0, MOST_PAST);
    const open = all.filter(isOpen).sort(byDue);
    return { reminders: [...open, ...past].map(viewOf), upcoming: upcoming.slice(0, MOST_UPCOMING) };
  },
});

const endedMs = ({ doneAtMs, last, createdAtMs }: Reminder): number =>
  Math.max(doneAtMs ?? 0, last?.atMs ?? 0, createdAtMs);
