// What is shared is a person's own decision: for each calendar, off until they turn it on, and judged by who is in the team then.
import type { AccessStore, Allowed, Clock, ProfileStore, ShareStore, TeamStore } from '@steward/core';
import type { Accounts } from '../connections/accounts.ts';
import type { CalendarReading } from '../connections/reading.ts';
import type { SharedBusy } from '../connections/shared-busy.ts';
import { listShared, memberIn, shareCalendar } from './shared-calendars.ts';
import type { Sharing } from './sharing.ts';

export interface SharingDependencies {
  teams: Pick<TeamStore, 'get'>;
  shares: Pick<ShareStore, 'list' | 'looks' | 'noteLook' | 'put' | 'remove'>;
  profiles: Pick<ProfileStore, 'get'>;
  /** Undefined where nothing can be connected. */
  integrations?:
    | {
        accounts: Pick<Accounts, 'list'>;
        calendars: Pick<CalendarReading, 'agenda'>;
        sharedBusy: SharedBusy;
      }
    | undefined;
  /** Nothing is read in the name of who is no longer let in. */
  access: Pick<AccessStore, 'read'>;
  config: { allowed: Allowed };
  clock: Clock;
}

const MOST_LOOKS = 20;

export const createSharing = (deps: SharingDependencies): Sharing => ({
  calendars: (id, user) => listShared(deps, id, user),

  async share(id, user, { connection, calendar }, wanted) {
    if (wanted) return await shareCalendar(deps, id, user, { connection, calendar });
    if (!(await memberIn(deps, id, user))) return { why: 'no-team' };
    await deps.shares.remove({ team: id, user, connection, calendar });
    return { isShared: false };
  },

  async preview(user, { connection, calendar }, signal) {
    if (!deps.integrations) return { why: 'provider-off' };
    return await deps.integrations.sharedBusy.read(user, connection, calendar, signal);
  },

  looks: async (id, user) =>
    (await memberIn(deps, id, user)) ? await deps.shares.looks(id, user, MOST_LOOKS) : [],

  async searchTogether(ask) {
    const { searchTogether } = await import('./search-together.ts');
    return await searchTogether(deps, ask);
  },
});
