// The list of one's teams, and one team's card.
import { isInviteOpen, isManager, memberOf, type Team } from '@steward/core';
import type { ButtonRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { Asked } from './dependencies.ts';
import { A_ROLE, idText, ROLE, readId, teamButton, teamRows, toTeam, WHY } from './team-words.ts';

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

export const mayManage = (team: Team, user: number): boolean => isManager(memberOf(team, user)?.role);

export const listTeams = async ({ context, teams, by }: Asked): Promise<void> => {
  const found = await teams.list(by.user);
  if (found.length === 0)
    return await context.show(
      lines(
        'You are in no team yet.',
        '',
        say`The people of a team find times together: ${code('/free 45 min with @name')}. Each of you chooses which of your calendars count for it; the team learns when you are busy, never with what. At first nothing is shared.`,
        '',
        say`${code('/team new Family')} makes one. Or tap the link that somebody invites you with.`,
      ),
    );
  await context.show(
    lines(
      bold('Your teams'),
      '',
      ...found.map(
        (team) =>
          say`👥 ${code(team.name)}: ${counted(team.members.length, 'member')}, you are ${A_ROLE[memberOf(team, by.user)?.role ?? 'member']}`,
      ),
      '',
      say`${code('/team new Family')} makes another.`,
    ),
    teamRows(found, by.user, (team, label) => toTeam(team, `👥 ${label}`)),
  );
};

/** The team that a button names, with the rights that hold now. Undefined: it was said that there is none. */
export const teamOfTap = async (
  { context, teams, by }: Asked,
  text: string | undefined,
): Promise<Team | undefined> => {
  const id = readId(text);
  const team = id === undefined ? undefined : await teams.get(id, by.user);
  if (!team) await context.show(say`${WHY['no-team']}`);
  return team;
};

export const cardOf = (
  team: Team,
  user: number,
  nowMs: number,
): { text: FormattedText; buttons: ButtonRows } => {
  const id = idText(team.id);
  const isManaging = mayManage(team, user);
  const open = team.invites.filter((invite) => isInviteOpen(team, invite, nowMs)).length;
  const text = lines(
    say`👥 ${code(team.name)}`,
    '',
    ...team.members.map(
      (member) => say`• ${code(member.name)}, ${ROLE[member.role]}${member.user === user ? ' (you)' : ''}`,
    ),
  );
  return {
    text,
    buttons: [
      [teamButton('🔒 Sharing', 'share', id), teamButton('👤 Members', 'members', id)],
      ...(isManaging
        ? [
            [
              teamButton('➕ Invite', 'invite', id),
              ...(open > 0 ? [teamButton(`🔗 Open invites (${open})`, 'invites', id)] : []),
            ],
            [teamButton('📜 What happened', 'log', id), teamButton('✏️ Rename', 'name', id)],
          ]
        : []),
      [
        teamButton('🚪 Leave', 'leave', id),
        ...(memberOf(team, user)?.role === 'owner' ? [teamButton('🗑 End', 'end', id)] : []),
      ],
    ],
  };
};

export const showTeam = async ({ services, context, by }: Asked, team: Team): Promise<void> => {
  const { text, buttons } = cardOf(team, by.user, services.clock.now());
  await context.show(text, buttons);
};
