// The calendars of a person as a team has them.
import type { SharedCalendarView, TeamView } from '@steward/core/web-contract';

export const isSame = (one: SharedCalendarView, other: SharedCalendarView): boolean =>
  one.connection === other.connection && one.calendar === other.calendar;

/** As the team will be. */
export const withShare = (team: TeamView, calendar: SharedCalendarView, isShared: boolean): TeamView => ({
  ...team,
  calendars: team.calendars.map((one) => (isSame(one, calendar) ? { ...one, isShared } : one)),
});
