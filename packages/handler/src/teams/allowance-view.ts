// An allowance beside what was used of it today, as people are shown it.
import { type Allowance, dayOf, type Team, type UsageStore } from '@steward/core';
import type { AllowanceView, TeamOfPeople } from '@steward/core/web-contract';

export interface UsageReading {
  usage: Pick<UsageStore, 'get'>;
  clock: { now(): number };
}

const DAY_MS = 86_400_000;

/** A day is one of UTC. */
export const anewAtMs = (nowMs: number): number => (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;

/** @param owner a person, a group or a team */
export const readAllowance = async (
  { usage, clock }: UsageReading,
  owner: number,
  { turns, tokens }: Allowance,
): Promise<AllowanceView> => {
  const nowMs = clock.now();
  return {
    ...(turns !== undefined && { turns }),
    ...(tokens !== undefined && { tokens }),
    used: await usage.get(owner, dayOf(nowMs)),
    anewAtMs: anewAtMs(nowMs),
  };
};

/** What the operator is shown of a team. */
export const readTeamOfPeople = async (
  reading: UsageReading,
  { id, name, members, allowance }: Team,
): Promise<TeamOfPeople> => ({
  ...{ id, name, members: members.length },
  ...(allowance && { allowance: await readAllowance(reading, id, allowance) }),
});
