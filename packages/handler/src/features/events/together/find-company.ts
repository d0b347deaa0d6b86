// Whom somebody means by the names that they typed: members of one team that they are in as well.
import { MAX_INVITEES, memberOf, type Profile, type Team } from '@steward/core';
import { inTurns } from '../../../teams/in-turns.ts';
import { plain } from './plain.ts';
import { teamsMeant } from './whole-team.ts';

export interface Company {
  team: Team;
  /** Without who asks. */
  users: number[];
}

export type FoundCompany =
  | { kind: 'found'; company: Company }
  /** Several are called so: one of these is meant. */
  | { kind: 'several'; choices: Company[] }
  | { kind: 'unknown'; name: string }
  /** Each is in a team, but all of them in none. */
  | { kind: 'apart' }
  /** Nobody beside who asks was named. */
  | { kind: 'nobody' }
  | { kind: 'too-many' };

/** More than a row of buttons each is no choice any more. */
const MOST_CHOICES = 6;
const MOST_COMBINED = 200;

/** What a member may be called: as in the team, by the first word of that, or by their username. */
const namesOf = (name: string, username: string | undefined): string[] => [
  plain(name),
  plain(name).split(' ')[0] ?? '',
  ...(username === undefined ? [] : [`@${plain(username)}`]),
];

export interface Known {
  /** Those that who asks is in. */
  teams: readonly Team[];
  by: number;
  /** Of members; undefined: none is known. */
  usernames: ReadonlyMap<number, string | undefined>;
}

const membersOf = ({ teams }: Known) => teams.flatMap(({ members }) => members);

const isCalled = (typed: string, user: number, name: string, { usernames }: Known): boolean =>
  namesOf(name, usernames.get(user)).includes(plain(typed));

/** “@bob” is Bob where nobody has that username: many have none, and are written so all the same. */
const usersCalled = (typed: string, known: Known): number[] => {
  const called = (words: string) =>
    membersOf(known).flatMap(({ user, name }) => (isCalled(words, user, name, known) ? [user] : []));
  const users = called(typed);
  return users.length === 0 && typed.startsWith('@') ? called(typed.slice(1)) : users;
};

/** Of somebody; `mayBeTeam`: or of a team. */
export const isNameIn = (known: Known, typed: string, mayBeTeam = false): boolean =>
  usersCalled(typed, known).length > 0 || (mayBeTeam && teamsMeant(typed, known.teams).length > 0);

export const findCompany = (names: readonly string[], known: Known): FoundCompany => {
  const { by, teams } = known;
  const candidates: number[][] = [];
  let whole: Team[] | undefined;
  for (const typed of names) {
    const users = usersCalled(typed, known);
    const others = [...new Set(users)].filter((user) => user !== by);
    if (users.length === 0) {
      const meant = teamsMeant(typed, teams);
      if (meant.length === 0) return { kind: 'unknown', name: typed };
      whole = whole ? whole.filter((team) => meant.includes(team)) : meant;
    }
    if (others.length > 0) candidates.push(others);
  }
  if (whole) return wholeTeam(whole, candidates, by);
  if (candidates.length === 0) return { kind: 'nobody' };
  if (candidates.length > MAX_INVITEES) return { kind: 'too-many' };
  const choices = combined(candidates).flatMap((users) => {
    const team = smallestWith(teams, users);
    return team ? [{ team, users }] : [];
  });
  return oneOf(choices) ?? { kind: 'apart' };
};

/** Undefined: there is none. */
const oneOf = (choices: readonly Company[]): FoundCompany | undefined => {
  const [first, ...others] = choices;
  if (!first || others.length === 0) return first && { kind: 'found', company: first };
  return { kind: 'several', choices: choices.slice(0, MOST_CHOICES) };
};

/** All of one of these that has the others who were named as well. */
const wholeTeam = (
  teams: readonly Team[],
  candidates: readonly (readonly number[])[],
  by: number,
): FoundCompany => {
  const fitting = teams.filter((team) =>
    candidates.every((users) => users.some((user) => memberOf(team, user))),
  );
  if (fitting.length === 0) return { kind: 'apart' };
  const choices = fitting
    .map((team) => ({ team, users: usersIn([team]).filter((user) => user !== by) }))
    .filter(({ users }) => users.length > 0);
  const isTooMany = choices.length > 0 && choices.every(({ users }) => users.length > MAX_INVITEES);
  return isTooMany ? { kind: 'too-many' } : (oneOf(choices) ?? { kind: 'nobody' });
};

/** Every way to take one of each, nobody twice, as sets. */
const combined = (candidates: readonly number[][]): number[][] => {
  const all = candidates.reduce<number[][]>(
    (sofar, users) =>
      sofar
        .flatMap((taken) => users.filter((user) => !taken.includes(user)).map((user) => [...taken, user]))
        .slice(0, MOST_COMBINED),
    [[]],
  );
  return [...new Map(all.map((users) => [users.toSorted().join(), users])).values()];
};

const smallestWith = (teams: readonly Team[], users: readonly number[]): Team | undefined =>
  teams
    .filter((team) => users.every((user) => memberOf(team, user)))
    .toSorted((one, other) => one.members.length - other.members.length || one.id - other.id)[0];

export const usersIn = (teams: readonly Team[]): number[] =>
  teams.flatMap(({ members }) => members.map(({ user }) => user));

/** As Telegram told them: read only where they are needed to tell people apart. */
export const usernamesOf = async (
  of: readonly number[],
  profile: (user: number) => Promise<Profile | undefined>,
): Promise<Map<number, string | undefined>> => {
  const users = [...new Set(of)];
  return new Map(await inTurns(users, async (user) => [user, (await profile(user))?.username]));
};
