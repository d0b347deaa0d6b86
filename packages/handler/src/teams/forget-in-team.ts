// Somebody's data is deleted: out of a team that names them, in whatever role.
import { ended, FORGOTTEN, forgetMember, type ProposalStore, type Team } from '@steward/core';
import { justNow } from './change-team.ts';
import { type EndDependencies, finishEnd } from './end-team.ts';
import { forgetProposals } from './forget-proposals.ts';
import { tellMember } from './tell-member.ts';

export interface ForgetDependencies extends EndDependencies {
  proposals: ProposalStore;
}

/** The mirror goes last: until then another try finds what is left to do. */
export const forgetInTeam = async (deps: ForgetDependencies, id: number, user: number): Promise<void> => {
  const { clock, shares, teams } = deps;
  for (;;) {
    const team = await teams.get(id);
    if (!team) break;
    // Before the team forgets who could have proposed something.
    await forgetProposals(deps.proposals, user, team);
    if (team.ended) {
      await finishEnd(deps, withoutEnder(team, user));
      break;
    }
    const changed = forgetMember(team, { by: user, nowMs: clock.now() });
    if ('why' in changed) {
      await tellHeir(deps, team);
      break;
    }
    const next = changed.isEnded ? ended(team, { by: FORGOTTEN, nowMs: clock.now() }) : changed.team;
    if (!(await teams.replace(next))) continue;
    if (changed.isEnded) await finishEnd(deps, withoutEnder(next, user));
    else await tellHeir(deps, next);
    break;
  }
  await shares.removeUser(id, user);
  await teams.removeMirror(user, id);
};

/** Who is forgotten is told nothing more. */
const withoutEnder = (team: Team, user: number): Team =>
  team.ended
    ? { ...team, ended: { ...team.ended, members: team.ended.members.filter((member) => member !== user) } }
    : team;

/** Who became owner by that, just now. */
const tellHeir = async (deps: EndDependencies, team: Team): Promise<void> => {
  const raised = justNow(deps, team, { what: 'role', by: FORGOTTEN });
  if (raised?.user)
    await tellMember(deps, raised.user, team, {
      ...{ about: 'role', user: FORGOTTEN, role: 'owner', atMs: raised.atMs },
    });
};
