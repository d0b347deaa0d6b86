// What a person lets a team see: changed, looked at as the others see it, and used to find a time for several.
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { countTeams } from './count-teams.ts';
import { done } from './refused.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';
import { freeAsk, ownCalendar, teamShare } from './team-forms.ts';

export const postShare = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/share'> => ({
  body: teamShare,
  async handle({ owner }, { body: { team, ...shared } }) {
    await countTeams(deps, 'change', owner);
    done(await deps.sharing.share(team, owner, shared));
    return {};
  },
});

export const postPreview = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/preview'> => ({
  body: ownCalendar,
  async handle({ owner }, { body: { connection, calendar } }) {
    await countTeams(deps, 'preview', owner);
    return await deps.sharing.preview(owner, connection, calendar);
  },
});

export const postFree = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/free'> => ({
  body: freeAsk,
  async handle({ owner }, { body }) {
    if (body.users.includes(owner)) throw new WebError('bad-value', { field: 'users' });
    await countTeams(deps, 'free', owner);
    const found = done(await deps.sharing.free(owner, body));
    if (!found) throw new WebError('changed-meanwhile');
    return found;
  },
});
