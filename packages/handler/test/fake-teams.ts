// What people do with teams, over a store alone: nobody is told of it.
import { createHash, randomBytes } from 'node:crypto';
import type { Team, TeamStore } from '@steward/core';
import * as core from '@steward/core';
import type { Doer, Outcome, Teams } from '../src/teams/teams.ts';

export const fakeTeams = (store: TeamStore, clock: { now(): number }): Teams => {
  const change = async (
    id: number,
    by: Doer,
    make: (team: Team, asked: { by: number; nowMs: number }) => core.Changed,
  ): Promise<Outcome> => {
    const team = await store.get(id);
    if (!team || !core.memberOf(team, by.user)) return { why: 'no-team' };
    const changed = make(team, { by: by.user, nowMs: clock.now() });
    if ('why' in changed) return changed;
    if (changed.isEnded) await store.remove(team);
    else await store.replace(changed.team);
    return { team: changed.team };
  };
  return {
    async list(user) {
      const all = await Promise.all((await store.mirrors(user)).map((id) => store.get(id)));
      return all.filter((team) => team !== undefined && core.memberOf(team, user) !== undefined) as Team[];
    },
    async get(id, user) {
      const team = await store.get(id);
      return team && core.memberOf(team, user) ? team : undefined;
    },
    async create(by, typed) {
      const team = core.newTeam(
        { id: core.teamIdOf(randomBytes(7)), name: core.teamNameOf(typed) ?? '' },
        by,
        clock.now(),
      );
      await store.addMirror(by.user, team.id);
      await store.add(team);
      return { team };
    },
    rename: (id, by, name) => change(id, by, (team, asked) => core.rename(team, asked, name)),
    async invite(id, by) {
      const secret = randomBytes(24).toString('base64url');
      const hash = createHash('sha256').update(secret).digest('hex');
      const done = await change(id, by, (team, asked) => core.invite(team, asked, hash));
      return 'why' in done ? done : { ...done, secret, endsAtMs: clock.now() + core.INVITE_MS };
    },
    revoke: (id, by, hash) => change(id, by, (team, asked) => core.revoke(team, asked, hash)),
    look: async () => ({ why: 'no-invite' }),
    accept: async () => ({ why: 'no-invite' }),
    setRole: (id, by, user, role) => change(id, by, (team, asked) => core.setRole(team, asked, user, role)),
    remove: (id, by, user) => change(id, by, (team, asked) => core.remove(team, asked, user)),
    leave: (id, by) => change(id, by, core.leave),
    end: (id, by) => change(id, by, core.end),
    forget: async () => {},
  };
};
