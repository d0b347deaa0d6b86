// Who is in a team: their roles, and removing them. What takes a right from somebody, or gives all of them, is asked twice.
import { memberOf, ROLES, type Team, type TeamMember, type TeamRole } from '@steward/core';
import { type ButtonRows, inRows } from '../../telegram/buttons.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { Asked } from './dependencies.ts';
import { mayManage, teamOfTap } from './show-team.ts';
import {
  A_ROLE,
  idText,
  ROLE,
  readSince,
  shortName,
  sinceText,
  teamButton,
  toTeam,
  WHY,
} from './team-words.ts';

export const showMembers = async (asked: Asked, team: Team): Promise<void> => {
  const { context, by } = asked;
  const others = mayManage(team, by.user) ? team.members.filter(({ user }) => user !== by.user) : [];
  await context.show(
    lines(
      say`${bold('Members of')} ${code(team.name)}`,
      '',
      ...team.members.map(
        ({ name, role, user }) => say`• ${code(name)}, ${ROLE[role]}${user === by.user ? ' (you)' : ''}`,
      ),
      '',
      'Owners can do everything. Admins invite people, rename the team and remove members. No role sees more of anybody’s calendars.',
      others.length > 0 ? 'Tap a name to see what you can change.' : undefined,
    ),
    [
      ...inRows(
        others.map(({ name, user }) => teamButton(shortName(name), 'member', idText(team.id), user)),
        2,
      ),
      [toTeam(team)],
    ],
  );
};

/** What who asks may do to a member; it is judged again when it is done. */
const deedsOf = (team: Team, by: number, member: TeamMember): ButtonRows => {
  const { user, role } = member;
  const [id, since] = [idText(team.id), sinceText(member)];
  const asking = memberOf(team, by)?.role;
  const roles =
    asking === 'owner'
      ? ROLES.filter((one) => one !== role).map((one) =>
          teamButton(`Make ${ROLE[one]}`, one === 'owner' ? 'role?' : 'role', id, user, one, since),
        )
      : [];
  const mayRemove = asking === 'owner' || (asking === 'admin' && role === 'member');
  return [roles, mayRemove ? [teamButton('🚫 Remove', 'remove?', id, user, since)] : []].filter(
    ({ length }) => length > 0,
  );
};

interface Found {
  team: Team;
  member: TeamMember;
}

const find = async (asked: Asked, [id, user]: string[]): Promise<Found | undefined> => {
  const team = await teamOfTap(asked, id);
  const member = team && memberOf(team, Number(user));
  if (team && !member) await asked.context.show(say`${WHY.unknown}`, [[toTeam(team)]]);
  return team && member && { team, member };
};

/** Undefined: it was said that there is nobody, or the member is shown as they are now, who is not whom the button means. */
const findMeant = async (
  asked: Asked,
  args: string[],
  since: string | undefined,
): Promise<Found | undefined> => {
  const there = await find(asked, args);
  if (!there || sinceText(there.member) === since) return there;
  const why = since === undefined ? OLD_BUTTON : WHY.rejoined;
  await showAsNow(asked, there, why);
  return undefined;
};

const OLD_BUTTON = 'This button is from an older message, so nothing changed.';

/** @param why what was not done */
const showAsNow = async ({ context, by }: Asked, { team, member }: Found, why?: string): Promise<void> => {
  const standing = say`${code(member.name)} is ${A_ROLE[member.role]} of ${code(team.name)}.`;
  await context.show(why === undefined ? standing : lines(why, '', standing), [
    ...deedsOf(team, by.user, member),
    [teamButton('‹ Members', 'members', idText(team.id))],
  ]);
};

export const showMember = async (asked: Asked, args: string[]): Promise<void> => {
  const there = await find(asked, args);
  if (there) await showAsNow(asked, there);
};

export const askRole = async (asked: Asked, args: string[]): Promise<void> => {
  const there = await findMeant(asked, args, args[3]);
  if (!there) return;
  const { team, member } = there;
  const id = idText(team.id);
  await asked.context.show(
    say`Make ${code(member.name)} owner of ${code(team.name)}? They can then do everything, even remove you or end the team.`,
    [
      [
        teamButton('Yes, make owner', 'role', id, member.user, 'owner', sinceText(member)),
        teamButton('No', 'member', id, member.user),
      ],
    ],
  );
};

export const giveRole = async (asked: Asked, args: string[]): Promise<void> => {
  const there = await findMeant(asked, args, args[3]);
  const role = ROLES.find((one) => one === args[2]);
  if (there && role) await changeRole(asked, there, role);
};

const changeRole = async (
  { context, teams, by }: Asked,
  { team, member }: Found,
  role: TeamRole,
): Promise<void> => {
  const done = await teams.setRole(team.id, by, member, role);
  const back = [[teamButton('‹ Members', 'members', idText(team.id)), toTeam(team)]];
  if ('why' in done && done.why !== 'already') return await context.show(say`${WHY[done.why]}`, back);
  // Of a try that did it before another owner changed it: what holds now.
  const { role: now = role } = ('team' in done && memberOf(done.team, member.user)) || {};
  await context.show(say`${code(member.name)} is ${A_ROLE[now]} of ${code(team.name)} now.`, back);
};

export const askRemove = async (asked: Asked, args: string[]): Promise<void> => {
  const there = await findMeant(asked, args, args[2]);
  if (!there) return;
  const { team, member } = there;
  const id = idText(team.id);
  await asked.context.show(
    say`Remove ${code(member.name)} from ${code(team.name)}? They are told. The team sees nothing of their calendars any more, nor they of the team. Only a new invite brings them back.`,
    [
      [
        teamButton('🚫 Remove', 'remove', id, member.user, sinceText(member)),
        teamButton('No', 'member', id, member.user),
      ],
    ],
  );
};

/** Also by a second try, which does not find them any more. */
export const removeMember = async (asked: Asked, [id, user, since]: string[]): Promise<void> => {
  const { context, teams, by } = asked;
  const team = await teamOfTap(asked, id);
  if (!team) return;
  const member = memberOf(team, Number(user));
  const joinedAtMs = readSince(since);
  if (joinedAtMs === undefined || (member && member.joinedAtMs !== joinedAtMs))
    return void (await findMeant(asked, [id ?? '', user ?? ''], since));
  const done = await teams.remove(team.id, by, { user: Number(user), joinedAtMs });
  if ('why' in done) return await context.show(say`${WHY[done.why]}`, [[toTeam(team)]]);
  const whom = member ? say`${code(member.name)} is` : say`They are`;
  await context.show(say`🚫 ${whom} not in ${code(team.name)} any more.`, [[toTeam(team)]]);
};
