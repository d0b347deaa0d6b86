// What the function `web` answers once somebody is signed in.
import type { IntegrationRoute, Routes, SignedInRoute } from '../route-entry.ts';
import { getConversations } from './conversations.ts';
import { getMe } from './me.ts';
import { getOverview } from './overview.ts';
import { getPeople } from './people.ts';
import { getReminders } from './reminders.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { testRules } from './rules.ts';
import { getSettings, patchSettings } from './settings.ts';
import { getWork, postWork } from './works.ts';

/** The list of sessions stands beside the doors, and what is done with connections in a room of its own. */
export const createRoutes = (
  deps: RouteDependencies,
): Routes<Exclude<SignedInRoute, 'GET /api/sign-ins' | IntegrationRoute>> => ({
  'GET /api/me': getMe(deps),
  'GET /api/overview': getOverview(deps),
  'GET /api/settings': getSettings(deps),
  'PATCH /api/settings': patchSettings(deps),
  'POST /api/rules/test': testRules(deps),
  'GET /api/conversations': getConversations(deps),
  'GET /api/reminders': getReminders(deps),
  'GET /api/people': getPeople(deps),
  'POST /api/works': postWork(deps),
  'GET /api/works': getWork(deps),
});
