// What becomes of somebody's teams when all their data is deleted, said before they decide.
import { forgetMember, memberOf, type Team } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { createTeams } from '../../teams/create-teams.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, lines, say } from '../../telegram/say.ts';

type Dependencies = Pick<
  Services,
  'access' | 'clock' | 'config' | 'profiles' | 'proposals' | 'queue' | 'settings' | 'shares' | 'teams'
>;

/** One line more for each team; nothing for who is in none. */
export const teamsLost = async (services: Dependencies, user: number): Promise<FormattedText[]> => {
  const teams = await createTeams(services).list(user);
  if (teams.length === 0) return [];
  return [
    lines('', 'Your teams:', ...teams.map((team) => say`• ${becomes(team, user, services.clock.now())}`)),
  ];
};

const becomes = (team: Team, user: number, nowMs: number): FormattedText => {
  const after = forgetMember(team, { by: user, nowMs });
  const others = team.members.length - 1;
  const name = code(team.name);
  if ('why' in after) return say`${name}: you leave it.`;
  if (after.isEnded)
    return others === 0
      ? say`${name} ends: nobody else is in it.`
      : say`You are the last owner of ${name}, and it has no admin: it ends for ${others === 1 ? 'its other member, who is' : `its ${others} other members, who are`} told. To hand it over, make somebody owner first: /team.`;
  const heir = after.team.members.find(
    (member) => member.role === 'owner' && memberOf(team, member.user)?.role !== 'owner',
  );
  return heir
    ? say`You are the last owner of ${name}: ${code(heir.name)} becomes owner.`
    : say`${name}: you leave it.`;
};

/** Whether a team remembers that it removed them. */
export const wasRemoved = async ({ teams }: Pick<Services, 'teams'>, person: number): Promise<boolean> => {
  const named = await Promise.all((await teams.mirrors(person)).map((id) => teams.get(id)));
  return named.some((team) => team?.removed.some(({ user }) => user === person));
};
