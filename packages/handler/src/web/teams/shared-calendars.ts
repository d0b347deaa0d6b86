// What a person lets a team see: changed, and looked at as the others see it.
import { SHARED_MS } from '@steward/core';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { countTeams } from './count-teams.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';
import { ownCalendar, teamShare } from './team-forms.ts';

export const postShare = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/share'> => ({
  body: teamShare,
  async handle({ owner }, { body: { team, isShared, ...calendar } }) {
    await countTeams(deps, 'change', owner);
    const shared = await deps.sharing.share(team, owner, calendar, isShared);
    if (!('why' in shared)) return {};
    throw new WebError('not-found', shared.why === 'no-calendar' ? { field: 'calendar' } : {});
  },
});

export const postPreview = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/preview'> => ({
  body: ownCalendar,
  async handle({ owner }, { body }) {
    await countTeams(deps, 'preview', owner);
    const seen = await deps.sharing.preview(owner, body);
    if (!('isUncounted' in seen)) return seen;
    // It takes no time of theirs, so others see nothing of it.
    const fromMs = deps.now();
    return { busy: [], fromMs, toMs: fromMs + SHARED_MS, readAtMs: fromMs };
  },
});
