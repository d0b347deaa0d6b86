// What the function `web` answers once somebody is signed in.
import type { IntegrationRoute, Routes, SignedInRoute, TeamRoute } from '../route-entry.ts';
import { getConversations } from './conversations.ts';
import { getMe } from './me.ts';
import { getOverview } from './overview.ts';
import { getReminders } from './reminders.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { testRules } from './rules.ts';
import { getSettings, patchSettings } from './settings.ts';
import { getWork, postWork } from './works.ts';

/** The list of sessions stands beside the doors, and what is done with connections and with teams in rooms of their own. */
export const createRoutes = (
  deps: RouteDependencies,
): Routes<Exclude<SignedInRoute, 'GET /api/sign-ins' | IntegrationRoute | TeamRoute>> => ({
  'GET /api/me': getMe(deps),
  'GET /api/overview': getOverview(deps),
  'GET /api/settings': getSettings(deps),
  'PATCH /api/settings': patchSettings(deps),
  'POST /api/rules/test': testRules(deps),
  'GET /api/conversations': getConversations(deps),
  'GET /api/reminders': getReminders(deps),
  'GET /api/people': { load: async () => (await import('./people.ts')).getPeople(deps) },
  'PATCH /api/people': { load: async () => (await import('./people.ts')).patchPeople(deps) },
  'POST /api/works': postWork(deps),
  'GET /api/works': getWork(deps),
});
