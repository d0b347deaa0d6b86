// The teams that a person is in.
import { memberOf, type Team } from '@steward/core';
import { type EndDependencies, finishEnd } from './end-team.ts';
import { inTurns } from './in-turns.ts';

export const MAX_TEAMS = 20;

/** By name. */
export const listTeams = async (deps: EndDependencies, user: number): Promise<Team[]> => {
  const found = await inTurns(await deps.teams.mirrors(user), async (id) => {
    const team = await deps.teams.get(id);
    // A mirror without a team stays: the team may be made just now, and without its mirror it could not be found again.
    if (team?.ended) await finishEnd(deps, team);
    return team && memberOf(team, user) ? team : undefined;
  });
  return found
    .filter((team) => team !== undefined)
    .sort((one, other) => one.name.localeCompare(other.name) || one.id - other.id);
};

export const isInMostTeams = async (deps: EndDependencies, user: number): Promise<boolean> =>
  (await listTeams(deps, user)).length >= MAX_TEAMS;
