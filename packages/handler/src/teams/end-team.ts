// The end of a team: nobody is in it from the first write on; then its members are told, and what lies there goes.
import type { ShareStore, Team, TeamStore } from '@steward/core';
import { teamMessage } from '../queue/team-note.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';
import { inTurns } from './in-turns.ts';
import { keepPool, type PoolDependencies } from './keep-pool.ts';

export interface EndDependencies extends PoolDependencies {
  teams: TeamStore;
  shares: ShareStore;
  queue: Pick<UpdateQueue, 'send'>;
}

/** Of one that has ended. Safe to repeat: whoever comes across it after a crash finishes it. */
export const finishEnd = async (
  deps: EndDependencies,
  { id, name, revision, ended }: Team,
): Promise<void> => {
  const { by, members = [], atMs = 0 } = ended ?? {};
  await inTurns(members, async (to) => {
    if (to !== by)
      await deps.queue.send(
        teamMessage({ steward: 'team', about: 'ended', to, team: id, name, user: by ?? 0, atMs }),
      );
  });
  await deps.shares.removeTeam(id);
  await inTurns(members, async (user) => {
    await keepPool(deps, user, id, false);
    await deps.teams.removeMirror(user, id);
  });
  await deps.teams.remove({ id, revision });
};
