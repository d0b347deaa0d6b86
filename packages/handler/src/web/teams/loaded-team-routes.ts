// The routes of teams by their names: what answers them, with its schemas, is loaded when somebody asks.
import type { LoadedRoute, RouteEntry, Routes, TeamRoute } from '../route-entry.ts';

export type TeamEntries = { readonly [R in TeamRoute]: RouteEntry<R> };

export const loadedTeamRoutes = (load: () => Promise<TeamEntries>): Routes<TeamRoute> => {
  const at = <R extends TeamRoute>(route: R): LoadedRoute<R> => ({ load: async () => (await load())[route] });
  return {
    'GET /api/teams': at('GET /api/teams'),
    'POST /api/teams': at('POST /api/teams'),
    'PATCH /api/teams': at('PATCH /api/teams'),
    'POST /api/teams/invite': at('POST /api/teams/invite'),
    'POST /api/teams/revoke': at('POST /api/teams/revoke'),
    'POST /api/teams/role': at('POST /api/teams/role'),
    'POST /api/teams/remove': at('POST /api/teams/remove'),
    'POST /api/teams/leave': at('POST /api/teams/leave'),
    'POST /api/teams/end': at('POST /api/teams/end'),
    'POST /api/teams/share': at('POST /api/teams/share'),
    'POST /api/teams/preview': at('POST /api/teams/preview'),
    'POST /api/teams/free': at('POST /api/teams/free'),
    'POST /api/teams/propose': at('POST /api/teams/propose'),
  };
};
