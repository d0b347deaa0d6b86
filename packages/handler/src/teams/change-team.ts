// A change is judged on the team as it was just read, and written only where that is the latest; who was slower is judged again.
// What follows it can be done again: a work that died behind the change does the rest at its next try.
import { type Changed, type Clock, ended, type Team, type TeamEntry, type TeamStore } from '@steward/core';
import type { Doer, Outcome, Refusal } from './teams.ts';

export interface ChangeDependencies {
  clock: Pick<Clock, 'now'>;
  teams: Pick<TeamStore, 'get' | 'replace'>;
}

const TRIES = 8;
/** So long after a change the same is asked for by another try of the same work. */
const AGAIN_MS = 60 * 60 * 1000;

/** What happened last of this, if that was just now. */
export const justNow = (
  { clock }: Pick<ChangeDependencies, 'clock'>,
  team: Team,
  fits: Partial<TeamEntry>,
): TeamEntry | undefined => {
  const named = Object.entries(fits) as [keyof TeamEntry, unknown][];
  const found = team.entries.findLast((entry) => named.every(([key, value]) => entry[key] === value));
  return found && clock.now() - found.atMs < AGAIN_MS ? found : undefined;
};

/** @param isDone of what is refused: whether a try before this one did it, so that only what follows is left */
export const changeTeam = async (
  { clock, teams }: ChangeDependencies,
  id: number,
  { user: by }: Pick<Doer, 'user'>,
  change: (team: Team, asked: { by: number; nowMs: number }) => Changed,
  isDone: (team: Team, why: Refusal) => boolean = () => false,
): Promise<Outcome> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const asked = { by, nowMs: clock.now() };
    const team = await teams.get(id);
    if (!team) return { why: 'no-team' };
    const changed: Changed = team.ended ? { why: 'no-member' } : change(team, asked);
    if ('why' in changed) {
      const why = changed.why === 'no-member' ? 'no-team' : changed.why;
      return isDone(team, why) ? { team } : { why };
    }
    const next = changed.isEnded ? ended(team, asked) : changed.team;
    if (await teams.replace(next)) return { team: next };
  }
  return { why: 'busy' };
};
