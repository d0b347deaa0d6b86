// Inviting into a team, and coming into it by a link.
import { accept, INVITE_MS, invite, type Team, type TeamInvite } from '@steward/core';
import { changeTeam, justNow } from './change-team.ts';
import type { EndDependencies } from './end-team.ts';
import { hashOfInvite, newInviteSecret, teamOfInvite } from './invite-secret.ts';
import { isServed, type ServedDependencies } from './is-served.ts';
import { keepPool } from './keep-pool.ts';
import { isInMostTeams } from './list-teams.ts';
import type { Doer, Outcome } from './teams.ts';
import { tellMember } from './tell-member.ts';

type InviteDependencies = EndDependencies & ServedDependencies;

export const makeInvite = async (
  deps: EndDependencies,
  id: number,
  by: Doer,
): Promise<Outcome<{ team: Team; secret: string; endsAtMs: number }>> => {
  const secret = newInviteSecret(id);
  const endsAtMs = deps.clock.now() + INVITE_MS;
  const done = await changeTeam(deps, id, by, (team, asked) => invite(team, asked, hashOfInvite(secret)));
  return 'why' in done ? done : { ...done, secret, endsAtMs };
};

/** What somebody would accept. Uses nothing up. */
export const lookAtInvite = async (
  deps: InviteDependencies,
  secret: string,
  { user, name }: Doer,
): Promise<Outcome<{ team: Team; invite: TeamInvite }>> => {
  const id = teamOfInvite(secret);
  const team = id === undefined ? undefined : await deps.teams.get(id);
  const hash = hashOfInvite(secret);
  const judged = team && accept(team, { user, name, nowMs: deps.clock.now() }, hash);
  const found = team?.invites.find((one) => one.hash === hash);
  if (judged && 'why' in judged) return { why: judged.why };
  return team && found && (await isServed(deps, found.by)) ? { team, invite: found } : { why: 'no-invite' };
};

/** Whoever is in it already comes in once more: what a try before this one left is done then. */
export const acceptInvite = async (deps: InviteDependencies, secret: string, by: Doer): Promise<Outcome> => {
  const id = teamOfInvite(secret) ?? 0;
  const found = await lookAtInvite(deps, secret, by);
  if ('why' in found && found.why !== 'already') return found;
  if ('team' in found) {
    if (await isInMostTeams(deps, by.user)) return { why: 'too-many-teams' };
    // Before the membership: a mirror gives no right, and a right without one could not be forgotten.
    await deps.teams.addMirror(by.user, id);
  }
  const hash = hashOfInvite(secret);
  const done = await changeTeam(
    deps,
    id,
    by,
    (team, { nowMs }) => accept(team, { ...by, nowMs }, hash),
    (_, why) => why === 'already',
  );
  if ('why' in done) return { why: done.why === 'no-team' ? 'no-invite' : done.why };
  const { team } = done;
  if (team.allowance) await keepPool(deps, by.user, id, true);
  const joined = justNow(deps, team, { what: 'joined', user: by.user });
  if (joined) await tellMember(deps, joined.by, team, { about: 'joined', user: by.user, atMs: joined.atMs });
  return done;
};
