// A person's teams as the app shows them: what they may see there, and nothing else.
import {
  INVITE_MS,
  isInviteOpen,
  isManager,
  isShared,
  memberOf,
  type Team,
  type TeamMember,
} from '@steward/core';
import type { TeamView } from '@steward/core/web-contract';
import { readAllowance } from '../../teams/allowance-view.ts';
import { inTurns } from '../../teams/in-turns.ts';
import type { RouteEntry } from '../route-entry.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';

export const getTeams = (deps: TeamRouteDependencies): RouteEntry<'GET /api/teams'> => ({
  async handle({ owner }) {
    const teams = await deps.teams.list(owner);
    return { teams: await inTurns(teams, async (team) => await viewOf(deps, team, owner)) };
  },
});

const viewOf = async (deps: TeamRouteDependencies, team: Team, owner: number): Promise<TeamView> => {
  const [shares, calendars, looks, allowance] = await Promise.all([
    deps.shares.list(team.id),
    deps.sharing.calendars(team.id, owner),
    deps.sharing.looks(team.id, owner),
    team.allowance && readAllowance(deps, team.id, team.allowance),
  ]);
  const counted = shares.filter((share) => isShared(team, share));
  const role = memberOf(team, owner)?.role ?? 'member';
  return {
    ...{ id: team.id, name: team.name, role, calendars: calendars ?? [] },
    members: team.members.map(({ user, name, role, joinedAtMs }) => ({
      ...{ user, name, role, joinedAtMs },
      shares: counted.filter((share) => share.user === user).length,
    })),
    ...(isManager(role) && managing(team, deps.now())),
    looks: looks.map(({ by, atMs }) => ({ by, atMs, ...named('name', memberOf(team, by)) })),
    ...(allowance && { allowance }),
  };
};

/** For owners and admins. */
const managing = (team: Team, nowMs: number): Pick<TeamView, 'invites' | 'entries'> => ({
  invites: team.invites
    .filter((invite) => isInviteOpen(team, invite, nowMs))
    .map(({ hash, by, madeAtMs }) => ({
      ...{ hash, by, endsAtMs: madeAtMs + INVITE_MS },
      byName: memberOf(team, by)?.name ?? '',
    })),
  entries: team.entries
    .map((entry) => ({
      ...entry,
      ...named('byName', memberOf(team, entry.by)),
      ...(entry.user !== undefined && named('userName', memberOf(team, entry.user))),
    }))
    .reverse(),
});

const named = <K extends string>(key: K, member: TeamMember | undefined): { [key in K]?: string } =>
  (member ? { [key]: member.name } : {}) as { [key in K]?: string };
