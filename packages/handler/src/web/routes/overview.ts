// The dashboard: what is next, what is open, and how things stand.
import { type Profile, type Reminder, usageOfWeek } from '@steward/core';
import type { ModelServerView, Overview } from '@steward/core/web-contract';
import type { RouteEntry } from '../route-entry.ts';
import { isOpen, readKept, viewOf } from './reminder-views.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { readSeen } from './seen-models.ts';

const MOST_NEXT = 5;
const MOST_TASKS = 20;

export const getOverview = (deps: RouteDependencies): RouteEntry<'GET /api/overview'> => ({
  async handle({ owner, profile }) {
    const nowMs = deps.clock.now();
    const [kept, server, allowances] = await Promise.all([
      readKept(deps, owner),
      serverOf(deps, owner),
      allowancesOf(deps, owner, profile),
    ]);
    const { all, stored, snoozes, upcoming } = kept;
    const zone = profile?.zone?.name;
    return {
      next: upcoming.slice(0, MOST_NEXT),
      tasks: all
        .filter((one) => one.kind === 'task' && isOpen(one))
        .sort(byDate)
        .slice(0, MOST_TASKS)
        .map(viewOf),
      today: zone === undefined ? [] : await today(stored, snoozes, { nowMs, zone }),
      usage: usageOfWeek(profile?.usage, nowMs),
      ...(allowances.length > 0 && { allowances }),
      server,
      steps: {
        zone: zone !== undefined,
        reminder: stored.length > 0,
        conversation: (profile?.nextNumber ?? 1) > 1,
      },
    };
  },
});

/** Where there is none, nothing is asked for. */
const allowancesOf = async (
  deps: RouteDependencies,
  owner: number,
  profile: Profile | undefined,
): Promise<NonNullable<Overview['allowances']>> => {
  if (!profile?.allowance && !profile?.pools) return [];
  const { readAllowances } = await import('../../teams/read-allowances.ts');
  return await readAllowances(deps, owner, profile);
};

const today = async (...asked: Parameters<typeof import('./rings-today.ts').ringsToday>) => {
  const { ringsToday } = await import('./rings-today.ts');
  return ringsToday(...asked);
};

/** Those that rang already and are not done come before what is to come. */
const byDate = (one: Reminder, other: Reminder): number =>
  dateOf(one) - dateOf(other) || one.number - other.number;

const dateOf = ({ dueMs, last, schedule }: Reminder): number =>
  last && schedule?.kind !== 'rule' ? last.dueMs : (dueMs ?? last?.dueMs ?? Number.MAX_SAFE_INTEGER);

/** A start that was seen longer ago has ended, well or not: nobody has looked since. */
const STARTS_MS = 10 * 60_000;

const serverOf = async (deps: RouteDependencies, owner: number): Promise<ModelServerView> => {
  const { clock, config } = deps;
  const seen = await readSeen(deps, owner);
  if (!seen) return { state: 'unknown', models: config.models.length };
  const { seenAtMs, models } = seen;
  const hasEnded = seen.state === 'starting' && clock.now() - seenAtMs > STARTS_MS;
  const state = hasEnded ? 'unknown' : seen.state;
  return { state, seenAtMs, models: models.filter(({ isInstalled }) => isInstalled !== false).length };
};
