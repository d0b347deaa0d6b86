// The operator's allowances: for whom, by whom, and what two windows at once leave behind.
import { LEAST_TEAM_ID, newTeam, withOwner, withStanding } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type AllowanceDependencies, isAllowance, setAllowance } from './set-allowance.ts';

const [OPERATOR, ADA, BOB, STRANGER, GROUP] = [1, 2, 3, 4, -5];
const TEAM = LEAST_TEAM_ID + 7;

const open = async (allowed: AllowanceDependencies['config']['allowed'] = new Set()) => {
  const stores = createMemoryStores();
  const deps: AllowanceDependencies = { ...stores, clock: createFakeClock(1_000), config: { allowed } };
  await stores.access.change((list) =>
    [ADA, GROUP].reduce(
      (now, id) => withStanding(now, { id, standing: 'in', atMs: 1 }),
      withOwner(list, OPERATOR),
    ),
  );
  const team = newTeam({ id: TEAM, name: 'Crew' }, { user: ADA, name: 'Ada' }, 1);
  await stores.teams.add({
    ...team,
    members: [...team.members, { user: BOB, name: 'Bob', role: 'member', joinedAtMs: 2 }],
  });
  const set = (id: number, allowance?: { turns?: number; tokens?: number }, by = OPERATOR) =>
    setAllowance(deps, { by, id, allowance });
  const pools = async () =>
    await Promise.all([ADA, BOB].map(async (id) => (await stores.profiles.get(id))?.pools));
  return { deps, stores, set, pools };
};

test('it is set for whoever is let in, and taken away, by the operator alone', async () => {
  const { set, stores } = await open();
  for (const id of [OPERATOR, ADA, GROUP]) {
    expect(await set(id, { turns: 10 })).toEqual({});
    expect((await stores.profiles.get(id))?.allowance).toEqual({ turns: 10 });
    expect(await set(id, {})).toEqual({ before: { turns: 10 } });
    expect((await stores.profiles.get(id))?.allowance).toBeUndefined();
  }
  expect(await set(STRANGER, { turns: 1 })).toEqual({ why: 'unknown' });
  expect(await stores.profiles.get(STRANGER)).toBeUndefined();
  expect(await set(ADA, { turns: 1 }, ADA)).toEqual({ why: 'operator-only' });
  expect(await set(TEAM, { turns: 1 }, ADA)).toEqual({ why: 'operator-only' });
  expect(await set(TEAM + 1, { turns: 1 })).toEqual({ why: 'unknown' });
});

test('where everybody is let in it is for who has written', async () => {
  const { set, stores } = await open('everyone');
  expect(await set(STRANGER, { turns: 1 })).toEqual({ why: 'unknown' });
  await stores.profiles.update(STRANGER, { firstName: 'S', updatedAtMs: 1 });
  expect(await set(STRANGER, { turns: 1 })).toEqual({});
  expect(await set(OPERATOR, { turns: 1 })).toEqual({});
});

test('a team’s counts for all of its members, and what a crash left is done by setting it again', async () => {
  const { set, stores, pools } = await open();
  stores.failAfterWrites(2);
  await expect(set(TEAM, { tokens: 9 })).rejects.toThrow();
  stores.failAfterWrites(undefined);
  const before = await stores.teams.get(TEAM);
  expect(before?.allowance).toEqual({ tokens: 9 });
  expect(await set(TEAM, { tokens: 9 })).toEqual({ team: before, before: before?.allowance });
  expect(await pools()).toEqual([[TEAM], [TEAM]]);
  await stores.profiles.update(BOB, { pools: [TEAM, TEAM + 1], updatedAtMs: 1 });
  expect(await set(TEAM)).toMatchObject({ team: { entries: [{}, {}, { what: 'allowance', by: OPERATOR }] } });
  expect(await pools()).toEqual([undefined, [TEAM + 1]]);
});

test('two windows at once leave the members as the team is', async () => {
  for (const last of ['set', 'taken']) {
    const { deps, set, stores, pools } = await open();
    await set(TEAM, { turns: 5 });
    let isFirst = true;
    // While one window is at the members' profiles, the other one does all of its own.
    const profiles = {
      ...stores.profiles,
      async get(id: number) {
        if (isFirst) {
          isFirst = false;
          await set(TEAM, last === 'set' ? { turns: 5 } : undefined);
        }
        return await stores.profiles.get(id);
      },
    };
    const allowance = last === 'set' ? undefined : { turns: 7 };
    await setAllowance({ ...deps, profiles }, { by: OPERATOR, id: TEAM, allowance });
    expect((await stores.teams.get(TEAM))?.allowance).toEqual(last === 'set' ? { turns: 5 } : undefined);
    const expected = last === 'set' ? [TEAM] : undefined;
    expect(await pools()).toEqual([expected, expected]);
  }
});

test('numbers are whole, and no more than anybody needs', () => {
  for (const good of [{}, { turns: 0 }, { turns: 100_000, tokens: 1e9 }])
    expect(isAllowance(good)).toBe(true);
  for (const bad of [{ turns: -1 }, { turns: 1.5 }, { turns: 100_001 }, { tokens: 1e9 + 1 }])
    expect(isAllowance(bad)).toBe(false);
});
