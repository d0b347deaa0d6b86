// What two do at once through the use cases: it ends in what is true, and nothing outlives a membership.
import { memberOf, setTeamAllowance } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createTeams } from './create-teams.ts';
import { MAX_TEAMS } from './list-teams.ts';
import type { Outcome } from './teams.ts';

const joinedAtMs = 1_000_000;
const [ADA, BOB, EVE] = [
  { user: 1, name: 'Ada', joinedAtMs },
  { user: 2, name: 'Bob', joinedAtMs },
  { user: 3, name: 'Eve', joinedAtMs },
] as const;

const open = () => {
  const stores = createMemoryStores();
  const queue = { send: async () => {} };
  const teams = createTeams({
    ...stores,
    config: { allowed: 'everyone' },
    clock: createFakeClock(joinedAtMs),
    queue,
  });
  return { stores, teams };
};

const idOf = (outcome: Outcome): number => {
  if ('why' in outcome) throw new Error(outcome.why);
  return outcome.team.id;
};

/** Bob is an owner beside Ada; Eve has an invite. */
const two = async () => {
  const world = open();
  const { teams, stores } = world;
  const id = idOf(await teams.create(ADA, 'Crew'));
  const link = async () => {
    const made = await teams.invite(id, ADA);
    if ('why' in made) throw new Error(made.why);
    return made.secret;
  };
  await teams.accept(await link(), BOB);
  await teams.setRole(id, ADA, BOB, 'owner');
  return { ...world, id, secret: await link(), teamNow: async () => await stores.teams.get(id) };
};

type World = Awaited<ReturnType<typeof two>>;

test('a team that is listed while it is made is found afterwards', async () => {
  const { teams, stores } = open();
  const { add } = stores.teams;
  const listed = { ...stores, teams: { ...stores.teams } };
  listed.teams.add = async (team) => {
    // Between its mirror and the team itself.
    await teams.list(ADA.user);
    return await add(team);
  };
  const queue = { send: async () => {} };
  const id = idOf(
    await createTeams({
      ...listed,
      config: { allowed: 'everyone' },
      clock: createFakeClock(joinedAtMs),
      queue,
    }).create(ADA, 'Crew'),
  );
  expect((await teams.list(ADA.user)).map((team) => team.id)).toEqual([id]);
});

test('two owners who remove each other, leave, hand over or end it at once leave an owner, or no team', async () => {
  const deeds = [
    (t: World) => t.teams.remove(t.id, ADA, BOB),
    (t: World) => t.teams.remove(t.id, BOB, ADA),
    (t: World) => t.teams.leave(t.id, ADA),
    (t: World) => t.teams.leave(t.id, BOB),
    (t: World) => t.teams.setRole(t.id, BOB, ADA, 'member'),
    (t: World) => t.teams.setRole(t.id, ADA, BOB, 'member'),
    (t: World) => t.teams.end(t.id, BOB),
    (t: World) => t.teams.accept(t.secret, EVE),
    (t: World) => t.teams.forget(ADA.user),
    (t: World) => t.teams.rename(t.id, BOB, 'Other'),
  ];
  for (const one of deeds)
    for (const other of deeds)
      for (const writes of [undefined, 0, 1, 2, 3]) {
        const world = await two();
        world.stores.failAfterWrites(writes);
        await Promise.allSettled([one(world), other(world)]);
        world.stores.failAfterWrites(undefined);
        await Promise.allSettled([one(world), other(world)]);
        const team = await world.teamNow();
        if (!team || team.ended) continue;
        expect(team.members.some(({ role }) => role === 'owner')).toBe(true);
        for (const { user } of team.members)
          expect(await world.stores.teams.mirrors(user)).toContain(world.id);
        for (const { user } of await world.stores.shares.list(world.id))
          expect(memberOf(team, user)).toBeDefined();
      }
});

test('whose turns count for a team is who is in it: on joining, leaving, being removed and at its end', async () => {
  const { teams, stores, id, secret, teamNow } = await two();
  const poolsOf = async (user: number) => (await stores.profiles.get(user))?.pools;
  const team = await teamNow();
  const capped = team && setTeamAllowance(team, { by: 9, nowMs: 1 }, { turns: 3 });
  if (!capped || 'why' in capped) throw new Error('Not set');
  await stores.teams.replace(capped.team);
  await teams.accept(secret, EVE);
  expect(await poolsOf(EVE.user)).toEqual([id]);
  await teams.leave(id, EVE);
  expect(await poolsOf(EVE.user)).toBeUndefined();
  await stores.profiles.update(BOB.user, { pools: [id], updatedAtMs: 1 });
  await teams.remove(id, ADA, BOB);
  expect(await poolsOf(BOB.user)).toBeUndefined();
  await stores.profiles.update(ADA.user, { pools: [id], updatedAtMs: 1 });
  await teams.end(id, ADA);
  expect(await poolsOf(ADA.user)).toBeUndefined();
});

test('who is in as many teams as can be joins no other one', async () => {
  const { teams, secret } = await two();
  for (let index = 0; index < MAX_TEAMS; index += 1) await teams.create(EVE, `Crew ${index}`);
  expect(await teams.accept(secret, EVE)).toEqual({ why: 'too-many-teams' });
  expect(await teams.list(EVE.user)).toHaveLength(MAX_TEAMS);
});
