// What people do with teams. A change is judged on the team as it was just read and written only where that is the latest; who
// was slower is judged again. What follows a change (shares that go, who is told) can be done again: a work that died behind the
// change does the rest at its next try.
import { randomBytes } from 'node:crypto';
import {
  accept,
  type Changed,
  end,
  ended,
  INVITE_MS,
  invite,
  isInviteOpen,
  leave,
  memberOf,
  newTeam,
  remove,
  rename,
  revoke,
  setRole,
  type Team,
  type TeamEntry,
  teamIdOf,
  teamNameOf,
} from '@steward/core';
import { type TeamNote, teamMessage } from '../queue/team-note.ts';
import { finishEnd } from './end-team.ts';
import { AGAIN_MS, type ForgetDependencies, forgetInTeam } from './forget-in-team.ts';
import { inTurns } from './in-turns.ts';
import { hashOfInvite, newInviteSecret, teamOfInvite } from './invite-secret.ts';
import { isServed, type ServedDependencies } from './is-served.ts';
import { keepPool } from './keep-pool.ts';
import type { Doer, Outcome, Refusal, Teams } from './teams.ts';

export const MAX_TEAMS = 20;
const MAX_NAME = 64;
const TRIES = 8;

export const createTeams = (deps: ForgetDependencies & ServedDependencies): Teams => {
  const { clock, queue, shares, teams } = deps;

  const list = async (user: number): Promise<Team[]> => {
    const found = await inTurns(await teams.mirrors(user), async (id) => {
      const team = await teams.get(id);
      // A mirror without a team stays: the team may be made just now, and without its mirror it could not be found again.
      if (team?.ended) await finishEnd(deps, team);
      return team && memberOf(team, user) ? team : undefined;
    });
    return found
      .filter((team) => team !== undefined)
      .sort((one, other) => one.name.localeCompare(other.name) || one.id - other.id);
  };

  const isFull = async (user: number): Promise<boolean> => (await list(user)).length >= MAX_TEAMS;

  /** `before` is given for what was refused, too: a try before this one may have done it. */
  const change = async (
    id: number,
    changed: (team: Team) => Changed,
  ): Promise<{ team: Team; isEnding?: true } | { why: Refusal; before?: Team }> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const team = await teams.get(id);
      if (!team || team.ended) return { why: 'no-team', ...(team && { before: team }) };
      const next = changed(team);
      if ('why' in next) return { why: next.why === 'no-member' ? 'no-team' : next.why, before: team };
      if (next.isEnded) return { team, isEnding: true };
      if (await teams.replace(next.team)) return { team: next.team };
    }
    return { why: 'busy' };
  };

  /** What happened last of this, if that was just now. */
  const justNow = (team: Team | undefined, fits: (entry: TeamEntry) => boolean): TeamEntry | undefined =>
    team?.entries.findLast((entry) => fits(entry) && clock.now() - entry.atMs < AGAIN_MS);

  const tell = async (to: number, team: Team, note: Pick<TeamNote, 'about' | 'user' | 'atMs' | 'role'>) => {
    if (to === note.user && note.about !== 'joined') return;
    await queue.send(teamMessage({ steward: 'team', to, team: team.id, name: team.name, ...note }));
  };

  const endIt = async (id: number, by: number, changed: (team: Team) => Changed): Promise<Outcome> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const team = await teams.get(id);
      if (team?.ended?.by === by) {
        await finishEnd(deps, team);
        return { team };
      }
      if (!team || team.ended) return { why: 'no-team' };
      const next = changed(team);
      if ('why' in next) return { why: next.why === 'no-member' ? 'no-team' : next.why };
      if (!next.isEnded) return { why: 'busy' };
      const last = ended(team, { by, nowMs: clock.now() });
      if (!(await teams.replace(last))) continue;
      await finishEnd(deps, last);
      return { team: last };
    }
    return { why: 'busy' };
  };

  /** Their right has ended with the membership; this is what it leaves behind. */
  const cleanUp = async (id: number, user: number): Promise<void> => {
    await shares.removeUser(id, user);
    await keepPool(deps, user, id, false);
  };

  const named = ({ user, name }: Doer) => ({ user, name: name.slice(0, MAX_NAME), nowMs: clock.now() });
  const asked = ({ user }: Doer) => ({ by: user, nowMs: clock.now() });

  return {
    list,
    async get(id, user) {
      const team = await teams.get(id);
      return team && memberOf(team, user) ? team : undefined;
    },
    async create(by, typed) {
      const name = teamNameOf(typed);
      if (name === undefined) return { why: 'bad-name' };
      if (await isFull(by.user)) return { why: 'too-many-teams' };
      for (let tries = 0; tries < TRIES; tries += 1) {
        const team = newTeam({ id: teamIdOf(randomBytes(7)), name }, named(by), clock.now());
        await teams.addMirror(by.user, team.id);
        if (await teams.add(team)) return { team };
      }
      return { why: 'busy' };
    },
    rename: async (id, by, name) => withoutBefore(await change(id, (team) => rename(team, asked(by), name))),
    async invite(id, by) {
      const secret = newInviteSecret(id);
      const { nowMs } = named(by);
      const done = await change(id, (team) => invite(team, { by: by.user, nowMs }, hashOfInvite(secret)));
      return 'why' in done ? { why: done.why } : { team: done.team, secret, endsAtMs: nowMs + INVITE_MS };
    },
    revoke: async (id, by, hash) => withoutBefore(await change(id, (team) => revoke(team, asked(by), hash))),
    async look(secret, user) {
      const id = teamOfInvite(secret);
      const team = id === undefined ? undefined : await teams.get(id);
      const found = team?.invites.find(({ hash }) => hash === hashOfInvite(secret));
      if (team && memberOf(team, user)) return { why: 'already' };
      if (!team || !found || !isInviteOpen(team, found, clock.now())) return { why: 'no-invite' };
      if (!(await isServed(deps, found.by))) return { why: 'no-invite' };
      const judged = accept(team, { user, name: '', nowMs: clock.now() }, found.hash);
      return 'why' in judged ? { why: judged.why } : { team, invite: found };
    },
    async accept(secret, by) {
      const id = teamOfInvite(secret);
      if (id === undefined) return { why: 'no-invite' };
      const before = await teams.get(id);
      const isIn = before !== undefined && memberOf(before, by.user) !== undefined;
      const found = before?.invites.find(({ hash }) => hash === hashOfInvite(secret));
      if (!isIn && found && !(await isServed(deps, found.by))) return { why: 'no-invite' };
      if (!isIn && (await isFull(by.user))) return { why: 'too-many-teams' };
      const isGood = before && !('why' in accept(before, named(by), hashOfInvite(secret)));
      // Before the membership: a mirror gives no right, and a right without one could not be forgotten.
      if (isGood) await teams.addMirror(by.user, id);
      const done = await change(id, (team) => accept(team, named(by), hashOfInvite(secret)));
      const team = 'why' in done ? (done.why === 'already' ? done.before : undefined) : done.team;
      if (!team) return { why: 'why' in done && done.why !== 'no-team' ? done.why : 'no-invite' };
      if (team.allowance) await keepPool(deps, by.user, id, true);
      const joined = justNow(team, ({ what, user }) => what === 'joined' && user === by.user);
      if (joined) await tell(joined.by, team, { about: 'joined', user: by.user, atMs: joined.atMs });
      return { team };
    },
    async setRole(id, by, user, role) {
      const done = await change(id, (team) => setRole(team, asked(by), user, role));
      const team = 'why' in done ? done.before : done.team;
      const entry = justNow(
        team,
        (one) => one.what === 'role' && one.by === by.user && one.user === user && one.role === role,
      );
      if ('why' in done && (done.why !== 'already' || !entry)) return { why: done.why };
      if (!team || !entry) return { why: 'no-team' };
      await tell(user, team, { about: 'role', user: by.user, role, atMs: entry.atMs });
      return { team };
    },
    async remove(id, by, user) {
      if (by.user === user) return await this.leave(id, by);
      const done = await change(id, (team) => remove(team, asked(by), user));
      const team = 'why' in done ? done.before : done.team;
      const entry = justNow(team, (one) => one.what === 'removed' && one.by === by.user && one.user === user);
      if ('why' in done && (done.why !== 'unknown' || !entry)) return { why: done.why };
      if (!team || !entry) return { why: 'no-team' };
      await cleanUp(id, user);
      await tell(user, team, { about: 'removed', user: by.user, atMs: entry.atMs });
      return { team };
    },
    async leave(id, by) {
      const done = await change(id, (team) => leave(team, asked(by)));
      if ('isEnding' in done) return await endIt(id, by.user, (team) => leave(team, asked(by)));
      if ('why' in done) {
        if (done.before?.ended?.by === by.user) return await endIt(id, by.user, () => ({ why: 'no-member' }));
        const left = justNow(done.before, (one) => one.what === 'left' && one.by === by.user);
        if (done.why !== 'no-team' || !left || !done.before) return { why: done.why };
      }
      await cleanUp(id, by.user);
      const team = 'why' in done ? done.before : done.team;
      return team ? { team } : { why: 'no-team' };
    },
    end: (id, by) => endIt(id, by.user, (team) => end(team, asked(by))),
    async forget(user) {
      for (const id of await teams.mirrors(user)) await forgetInTeam(deps, id, user);
    },
  };
};

const withoutBefore = (done: { team: Team } | { why: Refusal; before?: Team }): Outcome =>
  'why' in done ? { why: done.why } : { team: done.team };
