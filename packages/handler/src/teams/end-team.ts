// The end of a team: nobody is in it from the first write on; then its members are told, and what lies there goes.
import { type Clock, end, type ShareStore, type Team, type TeamStore } from '@steward/core';
import type { UpdateQueue } from '../queue/update-queue.ts';
import { changeTeam } from './change-team.ts';
import { inTurns } from './in-turns.ts';
import { keepPool, type PoolDependencies } from './keep-pool.ts';
import type { Doer, Outcome } from './teams.ts';
import { tellMember } from './tell-member.ts';

export interface EndDependencies extends PoolDependencies {
  clock: Pick<Clock, 'now'>;
  teams: TeamStore;
  shares: ShareStore;
  queue: Pick<UpdateQueue, 'send'>;
}

export const endTeam = async (deps: EndDependencies, id: number, by: Doer): Promise<Outcome> => {
  const done = await changeTeam(deps, id, by, end, (team) => isEndedBy(team, by));
  if ('team' in done) await finishEnd(deps, done.team);
  return done;
};

export const isEndedBy = ({ ended }: Team, { user }: Doer): boolean => ended?.by === user;

/** Of one that has ended. Safe to repeat: whoever comes across it after a crash finishes it. */
export const finishEnd = async (deps: EndDependencies, team: Team): Promise<void> => {
  const { id, revision, ended } = team;
  const { by: user = 0, members = [], atMs = 0 } = ended ?? {};
  await inTurns(members, (to) => tellMember(deps, to, team, { about: 'ended', user, atMs }));
  await deps.shares.removeTeam(id);
  await inTurns(members, async (member) => {
    await keepPool(deps, member, id, false);
    await deps.teams.removeMirror(member, id);
  });
  await deps.teams.remove({ id, revision });
};
