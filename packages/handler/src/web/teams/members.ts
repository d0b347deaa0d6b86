// A team and who is in it: made, named, joined by invite, changed, left and ended. Each is judged where it is done, on the team
// as it is then.
import { INVITE_PREFIX } from '../../teams/invite-secret.ts';
import type { Doer } from '../../teams/teams.ts';
import { botUrl } from '../bot-url.ts';
import type { Caller } from '../handlers.ts';
import { nameOf } from '../name-of.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { countTeams } from './count-teams.ts';
import { done } from './refused.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';
import { teamAlone, teamInvite, teamMember, teamNamed, teamNew, teamRole } from './team-forms.ts';

const doerOf = ({ owner, profile }: Caller): Doer => ({
  user: owner,
  name: nameOf(profile) ?? String(owner),
});

export const postTeam = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams'> => ({
  body: teamNew,
  async handle(caller, { body: { name } }) {
    await countTeams(deps, 'new', caller.owner);
    const made = done(await deps.teams.create(doerOf(caller), name));
    if (!made) throw new WebError('changed-meanwhile');
    return { team: made.team.id };
  },
});

export const patchTeam = (deps: TeamRouteDependencies): RouteEntry<'PATCH /api/teams'> => ({
  body: teamNamed,
  async handle(caller, { body: { team, name } }) {
    await countTeams(deps, 'change', caller.owner);
    done(await deps.teams.rename(team, doerOf(caller), name));
    return {};
  },
});

export const postInvite = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/invite'> => ({
  body: teamAlone,
  async handle(caller, { body: { team } }) {
    await countTeams(deps, 'invite', caller.owner);
    // An invite whose link leads nowhere is none: looked at before.
    const bot = await deps.storedBot.read();
    if (!bot) throw new WebError('unavailable', { retryAfterSeconds: 60 });
    const made = done(await deps.teams.invite(team, doerOf(caller)));
    if (!made) throw new WebError('changed-meanwhile');
    const { secret, endsAtMs } = made;
    return { url: `${botUrl(deps.telegramUrl, bot.username)}?start=${INVITE_PREFIX}${secret}`, endsAtMs };
  },
});

export const postRevoke = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/revoke'> => ({
  body: teamInvite,
  async handle(caller, { body: { team, hash } }) {
    await countTeams(deps, 'change', caller.owner);
    done(await deps.teams.revoke(team, doerOf(caller), hash));
    return {};
  },
});

export const postRole = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/role'> => ({
  body: teamRole,
  async handle(caller, { body: { team, role, ...whom } }) {
    await countTeams(deps, 'change', caller.owner);
    done(await deps.teams.setRole(team, doerOf(caller), whom, role));
    return {};
  },
});

export const postRemove = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/remove'> => ({
  body: teamMember,
  async handle(caller, { body: { team, ...whom } }) {
    await countTeams(deps, 'change', caller.owner);
    done(await deps.teams.remove(team, doerOf(caller), whom));
    return {};
  },
});

export const postLeave = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/leave'> => ({
  body: teamAlone,
  async handle(caller, { body: { team } }) {
    done(await deps.teams.leave(team, doerOf(caller)));
    return {};
  },
});

export const postEnd = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/end'> => ({
  body: teamAlone,
  async handle(caller, { body: { team } }) {
    done(await deps.teams.end(team, doerOf(caller)));
    return {};
  },
});
