// What a member is told of their team, judged again when it is delivered: what is not so any more is not told.
import { FORGOTTEN, memberOf, type Team, type TeamRole } from '@steward/core';
import { mayBeTold, type Told, tellOnce } from '../../context/tell-once.ts';
import { DELETE, type Delivery, type Ending } from '../../context/work.ts';
import { readTeamNote, type TeamNote, workOfTeamNote } from '../../queue/team-note.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, say } from '../../telegram/say.ts';
import type { TeamDependencies } from './dependencies.ts';
import { mayManage } from './show-team.ts';
import { A_ROLE, idText, nameIn, sinceText, teamButton, toTeam } from './team-words.ts';

export type NoteDependencies = Pick<TeamDependencies, 'access' | 'config' | 'profiles' | 'teams'>;

export const deliverTeamNote = async (
  services: NoteDependencies,
  queued: unknown,
  delivery: Delivery,
): Promise<Ending> => {
  const note = readTeamNote(queued);
  if (!note) return DELETE;
  const { to, about, atMs } = note;
  const telling = { to, id: workOfTeamNote(note), kind: `team-${about}`, slot: 'note' };
  return await tellOnce(services, delivery, telling, async (profile) => {
    const hasForgotten = (profile?.forgottenAtMs ?? 0) > atMs;
    if (hasForgotten || !(await mayBeTold(services, to, profile))) return undefined;
    return contentOf(await services.teams.get(note.team), note);
  });
};

/** Undefined: it is not so any more. */
const contentOf = (
  team: Team | undefined,
  { about, to, user, role, name, atMs }: TeamNote,
): Told | undefined => {
  const own = team && memberOf(team, to);
  if (about === 'ended')
    return own
      ? undefined
      : { text: say`🗑 The team ${code(name)} has ended. Nothing that was shared with it is left.` };
  if (about === 'removed')
    return own || !team
      ? undefined
      : {
          text: say`🚫 ${removal(team, user)} the team ${code(name)}. It sees nothing of your calendars any more, and only a new invite brings you back.`,
        };
  if (!team || !own) return undefined;
  if (about === 'role') return own.role === role ? roleTold(team, user, own.role) : undefined;
  const joined = memberOf(team, user);
  // Of who came back since by another invite, another note tells.
  if (joined?.joinedAtMs !== atMs) return undefined;
  const id = idText(team.id);
  return {
    text: say`👥 ${code(joined.name)} joined the team ${code(team.name)} with your invite.`,
    buttons: [
      [
        ...(mayManage(team, to) ? [teamButton('🚫 Remove', 'remove?', id, user, sinceText(joined))] : []),
        toTeam(team, '👥 The team'),
      ],
    ],
  };
};

/** Of a team that they are not in any more they learn nothing that came since: neither its name nor who has left it. */
const removal = (team: Team, by: number): FormattedText =>
  memberOf(team, by) ? say`${nameIn(team, by)} removed you from` : say`You were removed from`;

const roleTold = (team: Team, by: number, role: TeamRole): Told => {
  const now = say`👥 You are ${A_ROLE[role]} of the team ${code(team.name)} now`;
  const text =
    by === FORGOTTEN
      ? say`${now}: its last owner deleted their data.`
      : memberOf(team, by)
        ? say`${now}: ${nameIn(team, by)} changed your role.`
        : say`${now}.`;
  return { text, buttons: [[toTeam(team, '👥 The team')]] };
};
