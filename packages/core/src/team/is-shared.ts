// Whether what a member once let the team see counts now.
import { memberOf } from './change-team.ts';
import type { Share } from './share.ts';
import type { Team } from './team.ts';

/** What was allowed before somebody left is not allowed again when they come back. */
export const isShared = (team: Team, { user, sinceMs }: Pick<Share, 'user' | 'sinceMs'>): boolean =>
  sinceMs >= (memberOf(team, user)?.joinedAtMs ?? Number.POSITIVE_INFINITY);
