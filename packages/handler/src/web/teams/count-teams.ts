// How often in an hour a person does what others hear of, or what asks providers.
import { countHourly, type HourlyTries } from '../sign-in/tries.ts';

export const TEAM_TRIES = {
  /** Teams that are made. */
  new: 10,
  invite: 40,
  /** Names, roles, members, invites that are revoked, and what is shared. */
  change: 120,
  /** Each may read the calendars of all who are asked about. */
  free: 60,
  preview: 60,
  /** Reads as `free`, and others hear of it. */
  propose: 40,
} as const;

export const countTeams = async (
  deps: HourlyTries,
  what: keyof typeof TEAM_TRIES,
  owner: number,
): Promise<void> => await countHourly(deps, `team-${what}-${owner}`, TEAM_TRIES[what]);
