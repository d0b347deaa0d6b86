// What may become of a team: each change is judged on the team as it is, by the rights that hold in it.
import { oneLine } from '../one-line.ts';
import type { Allowance } from '../owner/allowance.ts';
import {
  FORGOTTEN,
  INVITE_MS,
  MAX_ENTRIES,
  MAX_INVITES,
  MAX_MEMBERS,
  MAX_TEAM_NAME,
  type Team,
  type TeamEntry,
  type TeamInvite,
  type TeamMember,
  type TeamRole,
} from './team.ts';

export type WhyNot =
  /** Who asks is not in the team. */
  | 'no-member'
  /** Their role does not allow it. */
  | 'no-right'
  /** Whom it is about is not in the team. */
  | 'unknown'
  /** They are in it again: what was asked for is about a membership that has ended. */
  | 'rejoined'
  | 'already'
  /** There is none like that: used, revoked, over, or its inviter may not invite any more. */
  | 'no-invite'
  /** They were removed after it was made: another invite is needed. */
  | 'removed'
  | 'full'
  /** The last owner hands over first. */
  | 'last-owner'
  | 'bad-name';

/** `ended`: nobody is left in it who could keep it. */
export type Changed = { team: Team; isEnded?: true } | { why: WhyNot };

export const memberOf = ({ members }: Pick<Team, 'members'>, user: number): TeamMember | undefined =>
  members.find((member) => member.user === user);

/** Invites, renames, and removes members. */
export const isManager = (role: TeamRole | undefined): boolean => role === 'owner' || role === 'admin';

export const isInviteOpen = (team: Team, invite: TeamInvite, nowMs: number): boolean =>
  nowMs < invite.madeAtMs + INVITE_MS && isManager(memberOf(team, invite.by)?.role);

/** Undefined: no team can be called so. */
export const teamNameOf = (typed: string): string | undefined => {
  const name = oneLine(typed);
  return name !== '' && name.length <= MAX_TEAM_NAME ? name : undefined;
};

export const newTeam = (
  { id, name }: Pick<Team, 'id' | 'name'>,
  { user, name: ownName }: Pick<TeamMember, 'user' | 'name'>,
  nowMs: number,
): Team => ({
  ...{ id, name, revision: 1, createdAtMs: nowMs, invites: [], removed: [] },
  members: [{ user, name: ownName, role: 'owner', joinedAtMs: nowMs }],
  entries: [{ atMs: nowMs, what: 'made', by: user }],
});

const next = (team: Team, changes: Partial<Team>, entry: TeamEntry): Changed => {
  const changed = { ...team, ...changes, revision: team.revision + 1 };
  const isRecent = (atMs: number) => entry.atMs < atMs + INVITE_MS;
  return {
    team: {
      ...changed,
      invites: changed.invites.filter((invite) => isInviteOpen(changed, invite, entry.atMs)),
      removed: changed.removed.filter(({ atMs }) => isRecent(atMs)),
      entries: [...changed.entries, entry].slice(-MAX_ENTRIES),
    },
  };
};

interface Asked {
  /** Who asks. */
  by: number;
  nowMs: number;
}

/** Why somebody who asks may not manage the team. */
const refusal = (
  team: Team,
  by: number,
  may: (role: TeamRole) => boolean = isManager,
): WhyNot | undefined => {
  const role = memberOf(team, by)?.role;
  if (!role) return 'no-member';
  return may(role) ? undefined : 'no-right';
};

export const rename = (team: Team, { by, nowMs }: Asked, typed: string): Changed => {
  const why = refusal(team, by);
  if (why) return { why };
  const name = teamNameOf(typed);
  return name === undefined
    ? { why: 'bad-name' }
    : next(team, { name }, { atMs: nowMs, what: 'renamed', by });
};

export const invite = (team: Team, { by, nowMs }: Asked, hash: string): Changed => {
  const why = refusal(team, by);
  if (why) return { why };
  const open = team.invites.filter((one) => isInviteOpen(team, one, nowMs));
  if (open.some((one) => one.hash === hash)) return { why: 'already' };
  if (open.length >= MAX_INVITES || team.members.length >= MAX_MEMBERS) return { why: 'full' };
  const invites = [...open, { hash, by, madeAtMs: nowMs }];
  return next(team, { invites }, { atMs: nowMs, what: 'invited', by });
};

export const revoke = (team: Team, { by, nowMs }: Asked, hash: string): Changed => {
  const why = refusal(team, by);
  if (why) return { why };
  if (!team.invites.some((one) => one.hash === hash)) return { why: 'no-invite' };
  const invites = team.invites.filter((one) => one.hash !== hash);
  return next(team, { invites }, { atMs: nowMs, what: 'revoked', by });
};

/** With the invite that is used up by it: a link lets one person in, as a member. */
export const accept = (
  team: Team,
  { user, name, nowMs }: Pick<TeamMember, 'user' | 'name'> & { nowMs: number },
  hash: string,
): Changed => {
  if (memberOf(team, user)) return { why: 'already' };
  const found = team.invites.find((one) => one.hash === hash);
  if (!found || !isInviteOpen(team, found, nowMs)) return { why: 'no-invite' };
  if (team.removed.some((one) => one.user === user && one.atMs >= found.madeAtMs)) return { why: 'removed' };
  if (team.members.length >= MAX_MEMBERS) return { why: 'full' };
  const invites = team.invites.filter((one) => one !== found);
  const members: TeamMember[] = [...team.members, { user, name, role: 'member', joinedAtMs: nowMs }];
  return next(team, { invites, members }, { atMs: nowMs, what: 'joined', by: found.by, user });
};

const ownersBeside = (team: Team, user: number): number =>
  team.members.filter((member) => member.role === 'owner' && member.user !== user).length;

/** Owners remove anybody, admins members. Oneself: see `leave`. @param joinedAtMs of the membership that is meant */
export const remove = (
  team: Team,
  { by, nowMs }: Asked,
  user: number,
  joinedAtMs = memberOf(team, user)?.joinedAtMs,
): Changed => {
  const target = memberOf(team, user);
  const may = (role: TeamRole) => role === 'owner' || (role === 'admin' && target?.role === 'member');
  const asking = memberOf(team, by)?.role;
  if (!target && isManager(asking)) return { why: 'unknown' };
  const why = refusal(team, by, may);
  if (why) return { why };
  if (target?.joinedAtMs !== joinedAtMs) return { why: 'rejoined' };
  if (user === by) return leave(team, { by, nowMs });
  return without(team, user, { atMs: nowMs, what: 'removed', by, user });
};

const without = (team: Team, user: number, entry: TeamEntry): Changed => {
  const members = team.members.filter((member) => member.user !== user);
  const removed =
    entry.what === 'removed'
      ? [...team.removed.filter((one) => one.user !== user), { user, atMs: entry.atMs }]
      : team.removed;
  return next(team, { members, removed }, entry);
};

export const leave = (team: Team, { by, nowMs }: Asked): Changed => {
  const member = memberOf(team, by);
  if (!member) return { why: 'no-member' };
  if (team.members.length === 1) return { team, isEnded: true };
  if (member.role === 'owner' && ownersBeside(team, by) === 0) return { why: 'last-owner' };
  return without(team, by, { atMs: nowMs, what: 'left', by });
};

/** @param joinedAtMs of the membership that is meant */
export const setRole = (
  team: Team,
  { by, nowMs }: Asked,
  user: number,
  role: TeamRole,
  joinedAtMs = memberOf(team, user)?.joinedAtMs,
): Changed => {
  const why = refusal(team, by, (asking) => asking === 'owner');
  if (why) return { why };
  const target = memberOf(team, user);
  if (!target) return { why: 'unknown' };
  if (target.joinedAtMs !== joinedAtMs) return { why: 'rejoined' };
  if (target.role === role) return { why: 'already' };
  if (target.role === 'owner' && ownersBeside(team, user) === 0) return { why: 'last-owner' };
  const members = withRole(team, target, role);
  return next(team, { members }, { atMs: nowMs, what: 'role', by, user, role });
};

/**
 * A person is forgotten: of the last owner the oldest admin takes the place; without one the team ends. Their id goes out of
 * what happened, also of who had left before; only that somebody was removed stays, until no invite from before is about.
 */
export const forgetMember = (team: Team, { by, nowMs }: Asked): Changed => {
  const member = memberOf(team, by);
  const without = member ? left(team, member, nowMs) : { team: { ...team, revision: team.revision + 1 } };
  if ('why' in without || without.isEnded) return without;
  const isNamed = team.entries.some((entry) => entry.by === by || entry.user === by);
  if (!member && !isNamed) return { why: 'no-member' };
  const entries = without.team.entries.map(
    (entry): TeamEntry => ({
      ...entry,
      ...(entry.by === by && { by: FORGOTTEN }),
      ...(entry.user === by && { user: FORGOTTEN }),
    }),
  );
  return { team: { ...without.team, entries } };
};

const left = (team: Team, { user: by, role }: TeamMember, nowMs: number): Changed => {
  if (role !== 'owner' || ownersBeside(team, by) > 0 || team.members.length === 1)
    return leave(team, { by, nowMs });
  const heir = team.members.find((member) => member.role === 'admin');
  if (!heir) return { team, isEnded: true };
  const raised: TeamEntry = { atMs: nowMs, what: 'role', by, user: heir.user, role: 'owner' };
  const entries = [...team.entries, raised];
  return leave({ ...team, members: withRole(team, heir, 'owner'), entries }, { by, nowMs });
};

/** By an owner, whoever else is in it. */
export const end = (team: Team, { by }: Pick<Asked, 'by'>): Changed => {
  const why = refusal(team, by, (role) => role === 'owner');
  return why ? { why } : { team, isEnded: true };
};

/** With nobody in it, so that no right is left whatever is still to be done. */
export const ended = (team: Team, { by, nowMs }: Asked): Team => ({
  ...team,
  ...{ revision: team.revision + 1, members: [], invites: [] },
  ended: { by, members: team.members.map(({ user }) => user), atMs: nowMs },
});

/** The operator's, who need not be in it. Undefined: none. */
export const setTeamAllowance = (
  team: Team,
  { by, nowMs }: Asked,
  allowance: Allowance | undefined,
): Changed => {
  const { allowance: _, ...without } = team;
  const entry: TeamEntry = { atMs: nowMs, what: 'allowance', by };
  return next({ ...without, ...(allowance && { allowance }) }, {}, entry);
};

const withRole = ({ members }: Team, target: TeamMember, role: TeamRole): TeamMember[] =>
  members.map((member) => (member === target ? { ...member, role } : member));
