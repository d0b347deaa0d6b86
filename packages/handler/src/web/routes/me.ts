// Who is signed in.
import { nameOf } from '../name-of.ts';
import type { RouteEntry } from '../route-entry.ts';
import type { RouteDependencies } from './route-dependencies.ts';

export const getMe = (deps: RouteDependencies): RouteEntry<'GET /api/me'> => ({
  async handle({ owner, door, profile }) {
    const [bot, { ownerId }] = await Promise.all([deps.storedBot.read(), deps.access.read()]);
    const language = profile?.appLanguage ?? profile?.languageCode;
    return {
      id: owner,
      name: nameOf(profile) ?? String(owner),
      ...(profile?.username !== undefined && { username: profile.username }),
      ...(language !== undefined && { language }),
      ...(profile?.zone && { zone: profile.zone.name }),
      isOperator: ownerId === owner,
      door,
      bot: { username: bot?.username ?? '', name: bot?.name || 'Steward' },
      version: deps.config.version,
      nowMs: deps.clock.now(),
    };
  },
});
