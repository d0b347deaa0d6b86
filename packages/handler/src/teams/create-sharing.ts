// What is shared is a person's own decision: for each calendar, off until they turn it on, and judged by who is in the team then.
import {
  type AccessStore,
  type Allowed,
  type Clock,
  isShared,
  memberOf,
  type ProfileStore,
  type ShareStore,
  type TeamStore,
} from '@steward/core';
import type { SharedCalendarView } from '@steward/core/web-contract';
import type { Accounts } from '../connections/accounts.ts';
import { givesCalendars } from '../connections/gives-calendars.ts';
import { knownAs } from '../connections/known-as.ts';
import type { CalendarReading } from '../connections/reading.ts';
import type { SharedBusy } from '../connections/shared-busy.ts';
import type { CalendarRef, Sharing } from './sharing.ts';

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

export const createSharing = (dependencies: SharingDependencies): Sharing => {
  const { teams, shares, integrations, clock } = dependencies;

  const memberIn = async (id: number, user: number) => {
    const team = await teams.get(id);
    const member = team && memberOf(team, user);
    return member && { team, member };
  };

  /** All of the person's calendars, whether they count or not. */
  const own = async (user: number): Promise<(Omit<SharedCalendarView, 'isShared'> & { isBusy: boolean })[]> =>
    ((await integrations?.accounts.list(user)) ?? [])
      .filter(({ provider }) => givesCalendars(provider))
      .flatMap((connection) =>
        connection.calendars.map(({ id, name, isBusy }) => ({
          ...{ connection: connection.id, calendar: id, name, isBusy },
          account: knownAs(connection),
        })),
      );

  return {
    async calendars(id, user) {
      const there = await memberIn(id, user);
      if (!there) return undefined;
      const [all, kept] = await Promise.all([own(user), shares.list(id, user)]);
      const counting = kept.filter((share) => isShared(there.team, share));
      const shown = all
        .map(({ isBusy, ...one }) => ({ one, isBusy, isShared: counting.some(isSame(one)) }))
        .filter((calendar) => calendar.isBusy || calendar.isShared)
        .map(({ one, isShared }): SharedCalendarView => ({ ...one, isShared }));
      const gone = counting
        .filter((share) => !all.some(isSame(share)))
        .map(
          ({ connection, calendar }): SharedCalendarView => ({
            ...{ connection, calendar, name: '', account: '', isShared: true, isGone: true },
          }),
        );
      return [...shown, ...gone];
    },

    async share(id, user, { connection, calendar }, wanted) {
      const there = await memberIn(id, user);
      if (!there) return { why: 'no-team' };
      const share = { team: id, user, connection, calendar };
      if (!wanted) {
        await shares.remove(share);
        return { isShared: false };
      }
      const one = (await own(user)).find(isSame({ connection, calendar }));
      if (!one?.isBusy) return { why: 'no-calendar' };
      // Of the membership that was looked at: a clock that is behind must not make it one from before.
      await shares.put({ ...share, sinceMs: Math.max(clock.now(), there.member.joinedAtMs) });
      const still = await memberIn(id, user);
      if (still?.member.joinedAtMs === there.member.joinedAtMs) return { isShared: true };
      // They left meanwhile: nothing of theirs stays behind.
      await shares.remove(share);
      return { why: 'no-team' };
    },

    async preview(user, { connection, calendar }, signal) {
      if (!integrations) return { why: 'provider-off' };
      return await integrations.sharedBusy.read(user, connection, calendar, signal);
    },

    looks: async (id, user) => ((await memberIn(id, user)) ? await shares.looks(id, user, MOST_LOOKS) : []),

    async searchTogether(ask) {
      const { searchTogether } = await import('./search-together.ts');
      return await searchTogether(dependencies, ask);
    },
  };
};

const isSame =
  (one: CalendarRef) =>
  (other: CalendarRef): boolean =>
    one.connection === other.connection && one.calendar === other.calendar;
