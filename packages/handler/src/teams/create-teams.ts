// What people do with teams, each way in a file of its own.
import { randomBytes } from 'node:crypto';
import { memberOf, newTeam, rename, revoke, teamIdOf, teamNameOf } from '@steward/core';
import { changeTeam } from './change-team.ts';
import { endTeam } from './end-team.ts';
import { type ForgetDependencies, forgetInTeam } from './forget-in-team.ts';
import { acceptInvite, lookAtInvite, makeInvite } from './invites.ts';
import type { ServedDependencies } from './is-served.ts';
import { isInMostTeams, listTeams } from './list-teams.ts';
import { giveRole, leaveTeam, removeMember } from './members.ts';
import type { Doer, Outcome, Teams } from './teams.ts';

const MAX_NAME = 64;
const TRIES = 8;

export const createTeams = (deps: ForgetDependencies & ServedDependencies): Teams => ({
  list: (user) => listTeams(deps, user),
  async get(id, user) {
    const team = await deps.teams.get(id);
    return team && memberOf(team, user) ? team : undefined;
  },
  create: (by, name) => makeTeam(deps, inShort(by), name),
  rename: (id, by, name) => changeTeam(deps, id, by, (team, asked) => rename(team, asked, name)),
  invite: (id, by) => makeInvite(deps, id, by),
  revoke: (id, by, hash) => changeTeam(deps, id, by, (team, asked) => revoke(team, asked, hash)),
  look: (secret, user) => lookAtInvite(deps, secret, { user, name: '' }),
  accept: (secret, by) => acceptInvite(deps, secret, inShort(by)),
  setRole: (id, by, whom, role) => giveRole(deps, id, by, { ...whom, role }),
  remove: (id, by, whom) => removeMember(deps, id, by, whom),
  leave: (id, by) => leaveTeam(deps, id, by),
  end: (id, by) => endTeam(deps, id, by),
  async forget(user) {
    for (const id of await deps.teams.mirrors(user)) await forgetInTeam(deps, id, user);
  },
});

const inShort = ({ user, name }: Doer): Doer => ({ user, name: name.slice(0, MAX_NAME) });

const makeTeam = async (deps: ForgetDependencies, by: Doer, typed: string): Promise<Outcome> => {
  const name = teamNameOf(typed);
  if (name === undefined) return { why: 'bad-name' };
  if (await isInMostTeams(deps, by.user)) return { why: 'too-many-teams' };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const team = newTeam({ id: teamIdOf(randomBytes(7)), name }, by, deps.clock.now());
    await deps.teams.addMirror(by.user, team.id);
    if (await deps.teams.add(team)) return { team };
  }
  return { why: 'busy' };
};
