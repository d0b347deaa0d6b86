// What the feature needs, and who it is that asks.
import type { Services } from '../../context/services.ts';
import { createTeams } from '../../teams/create-teams.ts';
import type { Doer, Teams } from '../../teams/teams.ts';
import { nameOf } from '../../telegram/name-of.ts';
import { say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';

export type TeamDependencies = Pick<
  Services,
  | 'access'
  | 'bot'
  | 'clock'
  | 'config'
  | 'integrations'
  | 'log'
  | 'meter'
  | 'profiles'
  | 'proposals'
  | 'queue'
  | 'settings'
  | 'shares'
  | 'teams'
  | 'tickets'
>;

/** What is asked for in a private chat, with the team's own ways at hand. */
export interface Asked {
  services: TeamDependencies;
  context: CommandContext;
  teams: Teams;
  by: Doer;
}

/** Undefined in a group, where it is said: a team is its members', whoever else is in the group. */
export const askedIn = async (
  services: TeamDependencies,
  context: CommandContext,
): Promise<Asked | undefined> => {
  const { from, isGroup, reply } = context;
  if (isGroup) {
    await reply(say`Teams are between people: write /team to me in our private chat.`);
    return undefined;
  }
  const { claim, atMs: sinceMs } = context;
  const by = {
    ...{ user: from.id, name: nameOf(from) ?? String(from.id) },
    ...(claim.attempt > 1 && { sinceMs }),
  };
  return { services, context, teams: createTeams(services), by };
};
