import { MAX_INVITEES, newTeam, type Team } from '@steward/core';
import { expect, test } from 'vitest';
import { findCompany, isNameIn, type Known } from './find-company.ts';

const teamOf = (id: number, ...people: [user: number, name: string][]): Team => ({
  ...newTeam({ id, name: `T${id}` }, { user: 1, name: 'Ada' }, 0),
  members: [[1, 'Ada'] as const, ...people].map(([user, name]) => ({
    ...{ user, name, role: 'member', joinedAtMs: 0 },
  })),
});

const crew = teamOf(7, [2, 'Bob'], [3, 'Eve Adams'], [4, 'Zoë']);
const pair = teamOf(8, [2, 'Bob']);
const known = (teams: Team[], usernames: [number, string][] = []): Known => ({
  ...{ teams, by: 1, usernames: new Map(usernames) },
});
const find = (names: string[], teams: Team[], usernames?: [number, string][]) =>
  findCompany(names, known(teams, usernames));

test('names are those in the team, the first one alone, or a username', () => {
  expect(find(['bob', 'EVE'], [crew])).toMatchObject({ kind: 'found', company: { users: [2, 3] } });
  expect(find(['Eve Adams', 'zoë'], [crew])).toMatchObject({ company: { users: [3, 4] } });
  expect(find(['@Bobby'], [crew], [[2, 'bobby']])).toMatchObject({ company: { users: [2] } });
  expect(find(['@nobody', 'Bob'], [crew])).toEqual({ kind: 'unknown', name: '@nobody' });
  expect(find(['Ada'], [crew])).toEqual({ kind: 'nobody' });
  expect(['Eve', 'Adams'].map((name) => isNameIn(known([crew]), name))).toEqual([true, false]);
});

test('a name behind an @ counts where it is nobody’s username', () => {
  expect(find(['@Bob', '@zoë'], [crew])).toMatchObject({ kind: 'found', company: { users: [2, 4] } });
  expect(find(['@bob'], [crew], [[3, 'bob']])).toMatchObject({ kind: 'found', company: { users: [3] } });
  expect(isNameIn(known([crew]), '@Zoë')).toBe(true);
});

test('of several teams that hold all of them it is the smallest', () => {
  const inTeam = (names: string[]) => find(names, [crew, pair]);
  expect(inTeam(['Bob'])).toMatchObject({ company: { team: { id: 8 } } });
  expect(inTeam(['Bob', 'Eve'])).toMatchObject({ company: { team: { id: 7 } } });
  expect(find(['Bob', 'Eve'], [pair, teamOf(9, [3, 'Eve'])])).toEqual({ kind: 'apart' });
});

test('who is called alike is asked for, unless only one is in a team with the others', () => {
  const both = teamOf(10, [2, 'Bob'], [5, 'Bob Stone']);
  const found = find(['Bob'], [both]);
  expect(found.kind === 'several' && found.choices.map(({ users }) => users)).toEqual([[2], [5]]);
  expect(find(['Bob', 'Eve'], [crew, teamOf(11, [5, 'Bob'])])).toMatchObject({ company: { users: [2, 3] } });
});

test('everybody is all of a team, of one that is named, or of one with somebody', () => {
  for (const words of [
    'everyone',
    'Allen',
    'the team',
    'dem ganzen Team',
    't7',
    'everybody in T7',
    "l'équipe",
  ])
    expect(find([words], [crew])).toMatchObject({ kind: 'found', company: { users: [2, 3, 4] } });
  const found = find(['all'], [crew, pair]);
  expect(found.kind === 'several' && found.choices.map(({ team }) => team.id)).toEqual([7, 8]);
  expect(find(['all', 'Eve'], [crew, pair])).toMatchObject({ company: { team: { id: 7 } } });
  expect(find(['T8'], [crew, pair])).toMatchObject({ company: { users: [2] } });
  expect(find(['T7', 'T8'], [crew, pair])).toEqual({ kind: 'apart' });
  expect(find(['all'], [teamOf(9)])).toEqual({ kind: 'nobody' });
  expect(['everyone in', 'the', 'all week'].filter((words) => isNameIn(known([crew]), words, true))).toEqual(
    [],
  );
});

test('more than ten are not asked at once', () => {
  const many = Array.from({ length: MAX_INVITEES + 1 }, (_, index): [number, string] => [
    index + 10,
    `P${index}`,
  ]);
  expect(
    find(
      many.map(([, name]) => name),
      [teamOf(12, ...many)],
    ),
  ).toEqual({ kind: 'too-many' });
  expect(find(['everyone'], [teamOf(12, ...many)])).toEqual({ kind: 'too-many' });
});
