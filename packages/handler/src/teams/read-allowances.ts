// The allowances that a person's turns count for, and what is used of each: their own, and those of the teams they are in.
import { memberOf, type Profile, type TeamStore } from '@steward/core';
import type { AllowanceView } from '@steward/core/web-contract';
import { readAllowance, type UsageReading } from './allowance-view.ts';

/** `team`: its name; absent: the person's own, or the group's. */
export type NamedAllowance = AllowanceView & { team?: string };

/** Nothing is asked for where the profile names none. Their own first. */
export const readAllowances = async (
  deps: UsageReading & { teams: Pick<TeamStore, 'get'> },
  owner: number,
  { allowance, pools = [] }: Pick<Profile, 'allowance' | 'pools'>,
): Promise<NamedAllowance[]> => {
  const found = await Promise.all([
    allowance && readAllowance(deps, owner, allowance),
    ...pools.map(async (id) => {
      const team = await deps.teams.get(id);
      if (!team?.allowance || !memberOf(team, owner)) return undefined;
      return { ...(await readAllowance(deps, id, team.allowance)), team: team.name };
    }),
  ]);
  return found.filter((one) => one !== undefined);
};
