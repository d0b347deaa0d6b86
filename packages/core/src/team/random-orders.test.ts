// Random orders of everything that people do to a team, by two writers who read before the other wrote: no right outlives a
// membership, whoever wins. Judged by a second opinion that knows only what happened, one after the other.
import { expect, it } from 'vitest';
import { createMemoryStores } from '../testing/memory-stores.ts';
import {
  accept,
  type Changed,
  forgetMember,
  invite,
  leave,
  newTeam,
  remove,
  revoke,
  setRole,
} from './change-team.ts';
import { INVITE_MS, LEAST_TEAM_ID, ROLES, type Team, type TeamRole } from './team.ts';

const PEOPLE = [1, 2, 3, 4, 5, 6];
const DAY_MS = 86_400_000;

/** mulberry32: the same orders in every run. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

interface Deed {
  what: 'invite' | 'revoke' | 'accept' | 'remove' | 'leave' | 'role' | 'forget';
  by: number;
  user: number;
  hash: string;
  role: TeamRole;
  nowMs: number;
}

const changeOf = (team: Team, { what, by, user, hash, role, nowMs }: Deed): Changed => {
  const asked = { by, nowMs };
  switch (what) {
    case 'invite':
      return invite(team, asked, hash);
    case 'revoke':
      return revoke(team, asked, hash);
    case 'accept':
      return accept(team, { user: by, name: `P${by}`, nowMs }, hash);
    case 'remove':
      return remove(team, asked, user);
    case 'leave':
      return leave(team, asked);
    case 'role':
      return setRole(team, asked, user, role);
    case 'forget':
      return forgetMember(team, asked);
  }
};

/** Who is what, and which links are good, by the rules as the issue tells them. */
const createWitness = () => {
  const roles = new Map<number, TeamRole>([[1, 'owner']]);
  const links = new Map<string, { by: number; madeAtMs: number }>();
  const removedAt = new Map<number, number>();
  const manages = (user: number) => roles.get(user) === 'owner' || roles.get(user) === 'admin';
  const owners = () => [...roles.values()].filter((role) => role === 'owner').length;
  /** Links of who lost the right go with it, and are not good again. */
  const cut = () => {
    for (const [hash, { by }] of links) if (!manages(by)) links.delete(hash);
  };
  const done: Record<Deed['what'], (deed: Deed) => void> = {
    invite({ by, hash, nowMs }) {
      expect(manages(by)).toBe(true);
      links.set(hash, { by, madeAtMs: nowMs });
    },
    revoke({ by, hash }) {
      expect([manages(by), links.delete(hash)]).toEqual([true, true]);
    },
    accept({ by, hash, nowMs }) {
      const link = links.get(hash);
      expect([link !== undefined, roles.has(by)]).toEqual([true, false]);
      expect(nowMs - (link?.madeAtMs ?? 0)).toBeLessThan(INVITE_MS);
      expect(removedAt.get(by) ?? -1).toBeLessThan(link?.madeAtMs ?? -1);
      links.delete(hash);
      roles.set(by, 'member');
    },
    remove({ by, user, nowMs }) {
      if (by === user) return done.leave({ what: 'leave', by, user, hash: '', role: 'member', nowMs });
      expect(roles.get(by) === 'owner' || (manages(by) && roles.get(user) === 'member')).toBe(true);
      roles.delete(user);
      removedAt.set(user, nowMs);
    },
    leave({ by }) {
      expect(roles.delete(by)).toBe(true);
    },
    role({ by, user, role }) {
      expect([roles.get(by), roles.has(user)]).toEqual(['owner', true]);
      roles.set(user, role);
    },
    forget({ by }) {
      // Also of who had left before, and stands in what happened.
      if (roles.delete(by) && owners() === 0) {
        const heir = [...roles].find(([, role]) => role === 'admin')?.[0] ?? 0;
        roles.set(heir, 'owner');
      }
    },
  };
  return {
    see(deed: Deed, team: Team) {
      done[deed.what](deed);
      cut();
      expect(owners()).toBeGreaterThan(0);
      expect(team.members.map(({ user, role }) => [user, role])).toEqual([...roles]);
      const named =
        deed.what === 'forget' && team.entries.some(({ by, user }) => by === deed.by || user === deed.by);
      expect(named).toBe(false);
    },
  };
};

it('no right outlives a membership in 400 random orders with two writers', async () => {
  let done = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = randomOf(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const { teams } = createMemoryStores();
    const id = LEAST_TEAM_ID + seed;
    const first = newTeam({ id, name: 'Crew' }, { user: 1, name: 'P1' }, 0);
    await teams.add(first);
    const witness = createWitness();
    /** What each of the two last read. */
    const read: Team[] = [first, first];
    const hashes = ['none'];
    let nowMs = 0;
    for (let step = 0; step < 60; step += 1) {
      nowMs += Math.floor(random() ** 4 * 3 * DAY_MS) + 1;
      const writer = pick([0, 1]);
      if (random() < 0.7) read[writer] = (await teams.get(id)) as Team;
      const what = pick([
        ...(['invite', 'invite', 'accept', 'accept', 'accept', 'accept', 'role', 'role'] as const),
        ...(['remove', 'leave', 'forget', 'revoke'] as const),
      ]);
      const inside = read[writer]?.members.map((member) => member.user) ?? [];
      // Now and then somebody who is not in it tries as well.
      const by = what === 'accept' || random() < 0.1 ? pick(PEOPLE) : pick(inside);
      const [user, role] = [random() < 0.2 ? pick(PEOPLE) : pick(inside), pick(ROLES)];
      const hash = what === 'invite' ? `h${step}` : pick(hashes);
      const deed: Deed = { what, by, user, hash, role, nowMs };
      const changed = changeOf(read[writer] as Team, deed);
      if ('why' in changed || changed.isEnded || !(await teams.replace(changed.team))) continue;
      witness.see(deed, changed.team);
      if (what === 'invite') hashes.push(hash);
      done += 1;
    }
  }
  expect(done).toBeGreaterThan(4_000);
});
