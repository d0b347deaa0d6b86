// Members of a team: their roles, removing one, and leaving it.
import { leave, remove, setRole, type Team, type TeamRole } from '@steward/core';
import { changeTeam, justNow } from './change-team.ts';
import { type EndDependencies, finishEnd, isEndedBy } from './end-team.ts';
import { keepPool } from './keep-pool.ts';
import type { Doer, Membership, Outcome } from './teams.ts';
import { tellMember } from './tell-member.ts';

export const giveRole = async (
  deps: EndDependencies,
  id: number,
  by: Doer,
  { user, joinedAtMs, role }: Membership & { role: TeamRole },
): Promise<Outcome> => {
  const deed = { what: 'role', by: by.user, user, role } as const;
  const { sinceMs = Number.POSITIVE_INFINITY } = by;
  // Another owner may have changed it again since an earlier try: that holds.
  const isBefore = (team: Team) => (justNow(deps, team, deed)?.atMs ?? 0) >= sinceMs;
  const done = await changeTeam(
    deps,
    id,
    by,
    (team, asked) => (isBefore(team) ? { why: 'already' } : setRole(team, asked, user, role, joinedAtMs)),
    (team, why) => why === 'already' && justNow(deps, team, deed) !== undefined,
  );
  const given = 'team' in done && justNow(deps, done.team, deed);
  if (given)
    await tellMember(deps, user, done.team, { about: 'role', user: by.user, role, atMs: given.atMs });
  return done;
};

export const removeMember = async (
  deps: EndDependencies,
  id: number,
  by: Doer,
  { user, joinedAtMs }: Membership,
): Promise<Outcome> => {
  if (by.user === user) return await leaveTeam(deps, id, by);
  const deed = { what: 'removed', by: by.user, user } as const;
  const done = await changeTeam(
    deps,
    id,
    by,
    (team, asked) => remove(team, asked, user, joinedAtMs),
    (team, why) => why === 'unknown' && justNow(deps, team, deed) !== undefined,
  );
  if ('why' in done) return done;
  await cleanUp(deps, id, user);
  const removed = justNow(deps, done.team, deed);
  if (removed)
    await tellMember(deps, user, done.team, { about: 'removed', user: by.user, atMs: removed.atMs });
  return done;
};

/** The team ends with the last one. */
export const leaveTeam = async (deps: EndDependencies, id: number, by: Doer): Promise<Outcome> => {
  const done = await changeTeam(
    deps,
    id,
    by,
    leave,
    (team, why) =>
      isEndedBy(team, by) ||
      (why === 'no-team' && justNow(deps, team, { what: 'left', by: by.user }) !== undefined),
  );
  if ('why' in done) return done;
  if (isEndedBy(done.team, by)) await finishEnd(deps, done.team);
  else await cleanUp(deps, id, by.user);
  return done;
};

/** Their right has ended with the membership; this is what it leaves behind. */
const cleanUp = async (deps: EndDependencies, id: number, user: number): Promise<void> => {
  await deps.shares.removeUser(id, user);
  await keepPool(deps, user, id, false);
};
