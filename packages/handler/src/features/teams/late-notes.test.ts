// What a member is told of their team is judged when it comes: what they may not know by then, or is not so, is not told.
import { newTeam, type Team } from '@steward/core';
import { expect, test } from 'vitest';
import { type Bench, USER } from '../../../test/bench.ts';
import { BOB, quickBench } from '../../../test/people.ts';
import { type TeamNote, teamMessage } from '../../queue/team-note.ts';

const ID = 2 ** 52 + 7;

const crew = async (more: Partial<Team> = {}): Promise<Bench> => {
  const bench = quickBench();
  const team = newTeam({ id: ID, name: 'Crew' }, { user: USER.id, name: 'Ada' }, 1);
  const bob = { user: BOB.id, name: 'Bob', role: 'member' as const, joinedAtMs: 1 };
  await bench.stores.teams.add({ ...team, members: [...team.members, bob], ...more });
  await bench.stores.profiles.update(BOB.id, { letIn: true, updatedAtMs: 1 });
  return bench;
};

const note = (more: Partial<TeamNote>): TeamNote => ({
  ...{ steward: 'team', about: 'role', to: BOB.id, team: ID, name: 'Crew', user: USER.id, atMs: 50 },
  ...more,
});

const told = async (bench: Bench, about: Partial<TeamNote>): Promise<string[]> => {
  await bench.services.queue.send(teamMessage(note(about)));
  await bench.deliverQueued();
  return bench.chat().map(({ text }) => text);
};

test('a role is told as long as it is theirs', async () => {
  expect(await told(await crew(), { role: 'member' })).toHaveLength(1);
  expect(await told(await crew(), { role: 'owner' })).toEqual([]);
});

test('nothing is told to who is not let in any more, or deleted their data since', async () => {
  const role = 'member';
  const blocked = await crew();
  blocked.services.config.allowed = new Set([USER.id]);
  await blocked.stores.profiles.update(BOB.id, { letIn: null, updatedAtMs: 2 });
  expect(await told(blocked, { role })).toEqual([]);
  const forgotten = await crew();
  await forgotten.stores.profiles.update(BOB.id, { forgottenAtMs: 51, updatedAtMs: 51 });
  expect(await told(forgotten, { role })).toEqual([]);
  const away = await crew();
  await away.stores.profiles.mark(BOB.id, { unreachableAtMs: 2 });
  expect(await told(away, { role })).toEqual([]);
  expect(await told(await crew(), { role })).toHaveLength(1);
});

test('of who joined is told what is about this membership, and not about one that has ended', async () => {
  const joined = { about: 'joined', to: USER.id, user: BOB.id } as const;
  const open = async () => {
    const bench = await crew();
    await bench.stores.profiles.update(USER.id, { letIn: true, updatedAtMs: 1 });
    return bench;
  };
  expect(await told(await open(), { ...joined, atMs: 0 })).toEqual([]);
  expect(await told(await open(), { ...joined, atMs: 1 })).toHaveLength(1);
});

test('who was removed is told by the name that they knew: nothing that came since', async () => {
  const only = [{ user: USER.id, name: 'Ada', role: 'owner' as const, joinedAtMs: 1 }];
  const bench = await crew({ name: 'Budget cuts', members: only });
  expect(await told(bench, { about: 'removed' })).toEqual([
    '🚫 Ada removed you from the team Crew. It sees nothing of your calendars any more, and only a new invite brings you back.',
  ]);
  const gone = await crew({ members: only.map((one) => ({ ...one, user: 77, name: 'New' })) });
  expect((await told(gone, { about: 'removed' }))[0]).toMatch(/^🚫 You were removed from the team Crew\./);
});
