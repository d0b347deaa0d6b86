// The routes of teams, loaded when somebody asks one of them for the first time.
import { postFree } from './free-together.ts';
import type { TeamEntries } from './loaded-team-routes.ts';
import {
  patchTeam,
  postEnd,
  postInvite,
  postLeave,
  postRemove,
  postRevoke,
  postRole,
  postTeam,
} from './members.ts';
import { postProposal } from './propose-together.ts';
import { getTeams } from './read-teams.ts';
import { postPreview, postShare } from './shared-calendars.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';

export const createTeamRoutes = (deps: TeamRouteDependencies): TeamEntries => ({
  'GET /api/teams': getTeams(deps),
  'POST /api/teams': postTeam(deps),
  'PATCH /api/teams': patchTeam(deps),
  'POST /api/teams/invite': postInvite(deps),
  'POST /api/teams/revoke': postRevoke(deps),
  'POST /api/teams/role': postRole(deps),
  'POST /api/teams/remove': postRemove(deps),
  'POST /api/teams/leave': postLeave(deps),
  'POST /api/teams/end': postEnd(deps),
  'POST /api/teams/share': postShare(deps),
  'POST /api/teams/preview': postPreview(deps),
  'POST /api/teams/free': postFree(deps),
  'POST /api/teams/propose': postProposal(deps),
});
