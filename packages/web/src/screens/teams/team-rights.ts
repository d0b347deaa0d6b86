// What the person may do in a team, as the server will judge it: what it would refuse is not offered.
import type { TeamMemberView, TeamView } from '@steward/core/web-contract';

type Role = TeamView['role'];
const ROLES: readonly Role[] = ['owner', 'admin', 'member'];

export const mayManage = (role: Role): boolean => role !== 'member';

/** The roles that may be given to a member. Nobody gives one to themselves. */
export const rolesFor = ({ role }: TeamView, member: TeamMemberView, me: number): Role[] =>
  role === 'owner' && member.user !== me ? ROLES.filter((one) => one !== member.role) : [];

export const mayRemove = ({ role }: TeamView, member: TeamMemberView, me: number): boolean =>
  member.user !== me && (role === 'owner' || (role === 'admin' && member.role === 'member'));

/** `alone`: who leaves would end it. `last-owner`: somebody else becomes owner first. */
export const leavingOf = ({ role, members }: TeamView): 'free' | 'last-owner' | 'alone' => {
  if (members.length === 1) return 'alone';
  const owners = members.filter((member) => member.role === 'owner').length;
  return role === 'owner' && owners === 1 ? 'last-owner' : 'free';
};
