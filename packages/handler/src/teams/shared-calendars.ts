// A person's own calendars, as far as a team may see of them: what is shared, and turning that on and off.
import {
  type Clock,
  isShared,
  memberOf,
  type ShareStore,
  type Team,
  type TeamMember,
  type TeamStore,
} from '@steward/core';
import type { SharedCalendarView } from '@steward/core/web-contract';
import type { Accounts } from '../connections/accounts.ts';
import { givesCalendars } from '../connections/gives-calendars.ts';
import { knownAs } from '../connections/known-as.ts';
import type { CalendarRef } from './sharing.ts';

export interface SharedCalendarsDependencies {
  teams: Pick<TeamStore, 'get'>;
  shares: Pick<ShareStore, 'list' | 'put' | 'remove'>;
  /** Undefined where nothing can be connected. */
  integrations?: { accounts: Pick<Accounts, 'list'> } | undefined;
  clock: Pick<Clock, 'now'>;
}

type Deps = SharedCalendarsDependencies;

export const memberIn = async (
  { teams }: Pick<Deps, 'teams'>,
  id: number,
  user: number,
): Promise<{ team: Team; member: TeamMember } | undefined> => {
  const team = await teams.get(id);
  const member = team && memberOf(team, user);
  return member && { team, member };
};

const isSame =
  (one: CalendarRef) =>
  (other: CalendarRef): boolean =>
    one.connection === other.connection && one.calendar === other.calendar;

type OwnCalendar = Omit<SharedCalendarView, 'isShared'> & { isBusy: boolean };

/** Whether they count or not. */
const ownCalendars = async ({ integrations }: Deps, user: number): Promise<OwnCalendar[]> =>
  ((await integrations?.accounts.list(user)) ?? [])
    .filter(({ provider }) => givesCalendars(provider))
    .flatMap((connection) =>
      connection.calendars.map(({ id, name, isBusy }) => ({
        ...{ connection: connection.id, calendar: id, name, isBusy },
        account: knownAs(connection),
      })),
    );

export const listShared = async (
  deps: Deps,
  id: number,
  user: number,
): Promise<SharedCalendarView[] | undefined> => {
  const there = await memberIn(deps, id, user);
  if (!there) return undefined;
  const [all, kept] = await Promise.all([ownCalendars(deps, user), deps.shares.list(id, user)]);
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
};

export const shareCalendar = async (
  deps: Deps,
  id: number,
  user: number,
  { connection, calendar }: CalendarRef,
): Promise<{ isShared: boolean } | { why: 'no-team' | 'no-calendar' }> => {
  const there = await memberIn(deps, id, user);
  if (!there) return { why: 'no-team' };
  const one = (await ownCalendars(deps, user)).find(isSame({ connection, calendar }));
  if (!one?.isBusy) return { why: 'no-calendar' };
  const share = { team: id, user, connection, calendar };
  const { joinedAtMs } = there.member;
  // Of the membership that was looked at: a clock that is behind must not make it one from before.
  await deps.shares.put({ ...share, sinceMs: Math.max(deps.clock.now(), joinedAtMs) });
  const still = await memberIn(deps, id, user);
  if (still?.member.joinedAtMs === joinedAtMs) return { isShared: true };
  // They left meanwhile: nothing of theirs stays behind.
  await deps.shares.remove(share);
  return { why: 'no-team' };
};
