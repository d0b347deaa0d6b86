// Random orders of what people do with a team, two at a time over the same stores, with what they share, and with writes that fail
// in between: no right outlives a membership, whoever was quicker, and what is done again ends what a crash left.
import { isShared, memberOf, ROLES } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createTeams } from './create-teams.ts';
import type { Membership } from './teams.ts';

const PEOPLE = [1, 2, 3, 4, 5].map((user) => ({ user, name: `P${user}` }));
const [ADA] = PEOPLE as [(typeof PEOPLE)[number]];
const SEEDS = 150;

/** mulberry32: the same orders in every run. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

type Doer = (typeof PEOPLE)[number];

const play = async (seed: number) => {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const stores = createMemoryStores();
  const clock = createFakeClock(1_000_000);
  const teams = createTeams({
    ...stores,
    config: { allowed: 'everyone' },
    clock,
    queue: { send: async () => {} },
  });
  const made = await teams.create(ADA, 'Crew');
  if ('why' in made) throw new Error(made.why);
  const { id } = made.team;
  const links: { secret: string; atMs: number }[] = [];
  const removedAt = new Map<number, number>();
  const used = new Set<string>();
  /** In which of their memberships somebody shared their calendar. */
  const sharedIn = new Map<number, number>();
  let removals = 0;
  let refused = 0;
  /** Every membership that anybody saw, and which may have ended since the team was last judged. */
  const seen = new Map<string, Membership>();
  const named = ({ user, joinedAtMs }: Membership) => `${user} ${joinedAtMs}`;
  const ending = new Set<string | number>();
  let last: string[] = [];
  /** A button from before names whom it is about, as they were then. */
  const shown = (user: number): Membership =>
    pick([...seen.values()].filter((one) => one.user === user).slice(-2));

  const now = async () => (await stores.teams.get(id)) ?? { members: [], entries: [], invites: [] };
  const invite = async (by: Doer) => {
    const done = await teams.invite(id, by);
    if ('secret' in done) links.push({ secret: done.secret, atMs: clock.now() });
  };
  const acceptIt = async (by: Doer) => {
    const link = links.length > 0 ? pick(links) : undefined;
    const wasIn = memberOf(await now(), by.user) !== undefined;
    const done = link && (await teams.accept(link.secret, by));
    if (!done || 'why' in done || wasIn) return;
    expect([used.has(link.secret), (removedAt.get(by.user) ?? 0) < link.atMs]).toEqual([false, true]);
    used.add(link.secret);
  };
  const removeOther = async (by: Doer, whom: Membership) => {
    const { user } = whom;
    ending.add(named(whom));
    const done = await teams.remove(id, by, whom);
    if ('why' in done && done.why === 'rejoined') refused += 1;
    if ('why' in done) return;
    removals += 1;
    // The same once more is answered as the first time.
    const entry = done.team.entries.findLast((one) => one.what === 'removed' && one.user === user);
    if (entry) removedAt.set(user, entry.atMs);
  };
  const share = async ({ user }: Doer) => {
    const member = memberOf(await now(), user);
    if (!member) return;
    sharedIn.set(user, member.joinedAtMs);
    await stores.shares.put({ team: id, user, connection: 'c', calendar: 'c', sinceMs: clock.now() });
  };
  const OFTEN = ['invite', 'invite', 'accept', 'accept', 'accept', 'role', 'remove', 'share'] as const;
  const deed = async (by: Doer): Promise<unknown> => {
    const other = pick(PEOPLE).user;
    const what = random() < 0.1 ? pick(['leave', 'leave', 'forget'] as const) : pick(OFTEN);
    switch (what) {
      case 'invite':
        return await invite(by);
      case 'accept':
        return await acceptIt(by);
      case 'role':
        return await teams.setRole(id, by, shown(other), pick(ROLES));
      case 'remove':
        return other === by.user ? undefined : await removeOther(by, shown(other));
      case 'share':
        return await share(by);
      case 'leave':
        ending.add(by.user);
        return await teams.leave(id, by);
      case 'forget':
        ending.add(by.user);
        return await teams.forget(by.user);
    }
  };

  /** It dies at some write, and is done again, whole. */
  const dies = async (by: Doer) => {
    const other = PEOPLE.find(({ user }) => user !== by.user)?.user ?? 0;
    const whom = shown(other);
    const [what, run] = pick([
      ['forget', () => teams.forget(by.user)],
      ['leave', () => teams.leave(id, by)],
      ['remove', () => removeOther(by, whom)],
    ] as const);
    stores.failAfterWrites(Math.floor(random() * 5));
    await run().catch(() => {});
    stores.failAfterWrites(undefined);
    await run();
    const team = await now();
    const gone = what === 'remove' ? other : by.user;
    if (what !== 'remove') ending.add(gone);
    if (what !== 'remove' && !memberOf(team, gone)) expect(await stores.shares.list(id, gone)).toEqual([]);
    if (what !== 'forget') return;
    expect(await stores.teams.mirrors(by.user)).toEqual([]);
    expect(JSON.stringify([team.members, team.entries])).not.toMatch(
      new RegExp(`"(?:by|user)":${by.user}\\b`),
    );
  };

  const judge = async () => {
    const team = await stores.teams.get(id);
    const isIn = new Set(team?.members.map(named));
    for (const one of team ? last.filter((before) => !isIn.has(before)) : [])
      expect([ending.has(one), ending.has(Number(one.split(' ')[0]))]).toContain(true);
    for (const one of team?.members ?? []) seen.set(named(one), one);
    last = [...isIn];
    ending.clear();
    expect(team === undefined || team.members.some(({ role }) => role === 'owner')).toBe(true);
    for (const one of team ? await stores.shares.list(id) : [])
      if (team && isShared(team, one))
        expect(memberOf(team, one.user)?.joinedAtMs).toBe(sharedIn.get(one.user));
    for (const { user } of PEOPLE) {
      const isIn = team !== undefined && memberOf(team, user) !== undefined;
      const [got, listed] = [await teams.get(id, user), await teams.list(user)];
      expect([got !== undefined, listed.length]).toEqual([isIn, isIn ? 1 : 0]);
    }
  };

  // All are in it at first, two of them owners.
  for (const person of PEOPLE.slice(1)) {
    const invited = await teams.invite(id, ADA);
    if ('secret' in invited) await teams.accept(invited.secret, person);
  }
  await judge();
  await teams.setRole(id, ADA, shown(2), 'owner');
  for (let step = 0; step < 30; step += 1) {
    await clock.advance(1 + Math.floor(random() * 60_000));
    const first = Math.floor(random() * 5);
    const second = (first + 1 + Math.floor(random() * 4)) % 5;
    if (step % 5 === 4) await dies(PEOPLE[first] as Doer);
    else await Promise.all([first, second].map((index) => deed(PEOPLE[index] as Doer)));
    await judge();
  }
  for (const { user } of PEOPLE) await teams.forget(user);
  expect([await stores.teams.get(id), JSON.stringify(stores.dump()).includes('TEAM#')]).toEqual([
    undefined,
    false,
  ]);
  return { removals, refused };
};

test('in random orders with two writers, and crashes, no right outlives a membership', async () => {
  const all = { removals: 0, refused: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { removals, refused } = await play(seed);
    all.removals += removals;
    all.refused += refused;
  }
  expect(all.removals).toBeGreaterThan(50);
  expect(all.refused).toBeGreaterThan(5);
});
