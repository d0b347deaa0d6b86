// Random orders of what people do with a team, two at a time over the same stores, with what they share: no right outlives a
// membership, whoever was quicker.
import { isShared, memberOf, ROLES } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createTeams } from './create-teams.ts';

const PEOPLE = [1, 2, 3, 4, 5].map((user) => ({ user, name: `P${user}` }));

/** mulberry32: the same orders in every run. */
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

test('in 200 random orders with two writers no right outlives a membership', async () => {
  let removals = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = randomOf(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const stores = createMemoryStores();
    const clock = createFakeClock(1_000_000);
    const teams = createTeams({ ...stores, clock, queue: { send: async () => {} } });
    const made = await teams.create(PEOPLE[0] as (typeof PEOPLE)[number], 'Crew');
    if ('why' in made) throw new Error(made.why);
    const { id } = made.team;
    // All are in it at first, two of them owners.
    for (const person of PEOPLE.slice(1)) {
      const invited = await teams.invite(id, { user: 1, name: 'P1' });
      if ('secret' in invited) await teams.accept(invited.secret, person);
    }
    await teams.setRole(id, { user: 1, name: 'P1' }, 2, 'owner');
    const links: { secret: string; atMs: number }[] = [];
    const removedAt = new Map<number, number>();
    const used = new Set<string>();

    const deed = async (by: (typeof PEOPLE)[number]): Promise<void> => {
      const other = pick(PEOPLE);
      const what = pick([
        'invite',
        'invite',
        'accept',
        'accept',
        'accept',
        'role',
        'remove',
        'leave',
        'forget',
        'share',
      ]);
      if (what === 'invite') {
        const done = await teams.invite(id, by);
        if ('secret' in done) links.push({ secret: done.secret, atMs: clock.now() });
      } else if (what === 'accept' && links.length > 0) {
        const link = pick(links);
        const wasIn = memberOf((await stores.teams.get(id)) ?? { members: [] }, by.user) !== undefined;
        const done = await teams.accept(link.secret, by);
        if ('why' in done || wasIn) return;
        expect([used.has(link.secret), (removedAt.get(by.user) ?? 0) < link.atMs]).toEqual([false, true]);
        used.add(link.secret);
      } else if (what === 'role') await teams.setRole(id, by, other.user, pick(ROLES));
      else if (what === 'remove' && by !== other) {
        const done = await teams.remove(id, by, other.user);
        if ('why' in done) return;
        removals += 1;
        // The same once more is answered as the first time.
        const entry = done.team.entries.findLast((one) => one.what === 'removed' && one.user === other.user);
        if (entry) removedAt.set(other.user, entry.atMs);
      } else if (what === 'leave' && random() < 0.3) await teams.leave(id, by);
      else if (what === 'forget' && random() < 0.1) {
        await teams.forget(by.user);
      } else if (what === 'share' && (await teams.get(id, by.user)))
        await stores.shares.put({
          team: id,
          user: by.user,
          connection: 'c',
          calendar: 'c',
          sinceMs: clock.now(),
        });
    };

    for (let step = 0; step < 30; step += 1) {
      await clock.advance(1 + Math.floor(random() * 60_000));
      const first = Math.floor(random() * 5);
      const second = (first + 1 + Math.floor(random() * 4)) % 5;
      await Promise.all([first, second].map((index) => deed(PEOPLE[index] as (typeof PEOPLE)[number])));
      const team = await stores.teams.get(id);
      expect(team === undefined || team.members.some(({ role }) => role === 'owner')).toBe(true);
      for (const share of await stores.shares.list(id))
        expect(!team || !isShared(team, share) || memberOf(team, share.user) !== undefined).toBe(true);
      for (const { user } of PEOPLE) {
        const isIn = team !== undefined && memberOf(team, user) !== undefined;
        expect([(await teams.get(id, user)) !== undefined, (await teams.list(user)).length]).toEqual([
          isIn,
          isIn ? 1 : 0,
        ]);
      }
    }
    for (const { user } of PEOPLE) await teams.forget(user);
    expect([await stores.teams.get(id), JSON.stringify(stores.dump()).includes('TEAM#')]).toEqual([
      undefined,
      false,
    ]);
  }
  expect(removals).toBeGreaterThan(50);
});
