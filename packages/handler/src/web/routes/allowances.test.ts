// Allowances in the app: the operator's list of people and teams, and what each person sees of their own.
import { LEAST_TEAM_ID, newTeam, withOwner, withStanding } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { ME, NOW_MS, openRoutes } from '../../../test/web-routes.ts';

const [BOB, OUTSIDER, GROUP] = [5, 8, -7];
const TEAM = LEAST_TEAM_ID + 3;
const DAY = '2023-11-14';
const anewAtMs = Date.parse('2023-11-15T00:00Z');

const open = async () => {
  const stores = createMemoryStores();
  await stores.access.change((list) =>
    [BOB, GROUP].reduce(
      (now, id) => withStanding(now, { id, standing: 'in', atMs: 10 }),
      withOwner(list, ME),
    ),
  );
  const team = newTeam({ id: TEAM, name: 'Crew' }, { user: BOB, name: 'Bob' }, 1);
  await stores.teams.add({
    ...team,
    members: [...team.members, { user: OUTSIDER, name: 'Eve', role: 'member', joinedAtMs: 2 }],
  });
  await stores.teams.addMirror(BOB, TEAM);
  // One that has ended since.
  await stores.teams.addMirror(BOB, TEAM + 1);
  const { ask, get } = openRoutes({ stores, config: { allowed: new Set() } });
  const patch = async (body: object, owner = ME) => await ask('PATCH /api/people', { body }, owner);
  const use = async (owner: number, turns: number) => {
    for (let turn = 0; turn < turns; turn += 1)
      await stores.usage.reserve({ owner, day: DAY, work: `u${turn}`, tokens: 50 }, {});
  };
  return { stores, get, patch, use };
};

test('the operator sets one for a person, a group and a team, sees what was used of each, and takes it away', async () => {
  const { patch, use } = await open();
  await use(TEAM, 2);
  const set = { turns: 10, tokens: null };
  for (const id of [ME, BOB, GROUP]) expect((await patch({ id, allowance: set })).status).toBe(200);
  const { answer } = await patch({ id: TEAM, allowance: { turns: 100, tokens: 5_000 } });
  const own = { turns: 10, used: { turns: 0, tokens: 0 }, anewAtMs };
  const { people } = answer as { people: { id: number }[] };
  expect(people.map((one) => ({ ...one }))).toMatchObject([
    { id: ME, allowance: own },
    ...[GROUP, BOB].map((id) => ({ id, allowance: own })),
  ]);
  const view = { turns: 100, tokens: 5_000, used: { turns: 2, tokens: 100 }, anewAtMs };
  // Its name and its size are all that is told of it.
  expect(answer).toMatchObject({ teams: [{ id: TEAM, name: 'Crew', members: 2, allowance: view }] });
  const none = { turns: null, tokens: null };
  for (const id of [ME, BOB, GROUP, TEAM]) await patch({ id, allowance: none });
  const cleared = await patch({ id: BOB, allowance: none });
  expect(cleared).toMatchObject({ answer: { teams: [{ id: TEAM, name: 'Crew', members: 2 }] } });
  expect(JSON.stringify(cleared)).not.toContain('allowance');
});

test('nobody else sets one, and none is set that cannot be', async () => {
  const { patch, stores } = await open();
  const before = stores.dump();
  const good = { turns: 1, tokens: null };
  for (const id of [BOB, TEAM])
    expect(await patch({ id, allowance: good }, BOB)).toEqual({
      status: 403,
      answer: { error: 'operator-only' },
    });
  const notFound = { status: 404, answer: { error: 'not-found', field: 'id' } };
  for (const id of [OUTSIDER, -99, TEAM + 1]) expect(await patch({ id, allowance: good })).toEqual(notFound);
  for (const [allowance, field] of [
    [{ turns: -1, tokens: null }, 'turns'],
    [{ turns: 100_001, tokens: null }, 'turns'],
    [{ turns: null, tokens: 1e9 + 1 }, 'tokens'],
  ] as const)
    expect(await patch({ id: BOB, allowance })).toEqual({
      status: 400,
      answer: { error: 'bad-value', field: `allowance.${field}` },
    });
  for (const body of [{ id: BOB }, { id: BOB, allowance: { turns: 1 } }, { id: 1.5, allowance: good }])
    expect(await patch(body)).toMatchObject({ status: 400, answer: { error: 'bad-request' } });
  expect(await patch({ id: 0, allowance: good })).toMatchObject({ answer: { error: 'bad-value' } });
  expect(stores.dump()).toEqual(before);
});

test('a person sees their own and their teams’, and of a team they are not in any more nothing', async () => {
  const { patch, get, use, stores } = await open();
  expect(await get('/api/overview', undefined, BOB)).not.toHaveProperty('allowances');
  await patch({ id: BOB, allowance: { turns: null, tokens: 1_000 } });
  await patch({ id: TEAM, allowance: { turns: 4, tokens: null } });
  await use(TEAM, 3);
  await use(BOB, 1);
  const own = { tokens: 1_000, used: { turns: 1, tokens: 50 }, anewAtMs };
  expect(await get('/api/overview', undefined, BOB)).toMatchObject({
    allowances: [own, { team: 'Crew', turns: 4, used: { turns: 3, tokens: 150 }, anewAtMs }],
  });
  const team = await stores.teams.get(TEAM);
  if (team)
    await stores.teams.replace({ ...team, members: team.members.slice(1), revision: team.revision + 1 });
  expect(await get('/api/overview', undefined, BOB)).toMatchObject({ allowances: { length: 1 } });
  expect(NOW_MS).toBeLessThan(anewAtMs);
});
