// Who is let in, and the teams that they are in, as the operator is shown them: in the chat and in the app alike. Where
// everybody is, those are shown who use the bot.
import {
  type AccessList,
  type ActiveOwners,
  type Allowed,
  dayOf,
  memberOf,
  type ProfileStore,
  type Team,
  type TeamStore,
  usageOfWeek,
} from '@steward/core';
import type { PersonView, TeamOfPeople } from '@steward/core/web-contract';
import { readAllowance, readTeamOfPeople, type UsageReading } from './allowance-view.ts';
import { inTurns } from './in-turns.ts';

export interface PeopleDependencies extends UsageReading {
  profiles: Pick<ProfileStore, 'get'>;
  teams: Pick<TeamStore, 'get' | 'mirrors'>;
  activeOwners: ActiveOwners;
  /** Whom the configuration lets in. */
  config: { allowed: Allowed };
}

/** Of people, and of teams: a few requests for each. */
const MOST_READ = 100;

/** Who asked something in so many days, today with them. */
export const ACTIVE_DAYS = 7;
const DAY_MS = 86_400_000;

const RANK: Record<PersonView['standing'], number> = { asked: 0, owner: 1, in: 2, configured: 3, blocked: 4 };

/** Who asks first; of each standing the newest first. What the configuration says, the list does not change. */
const peopleOf = (list: AccessList, allowed: Allowed, active: readonly number[]): PersonView[] => {
  // Where everybody is let in, nobody is so by name: the list can shut them out.
  const configured = allowed === 'everyone' ? new Set<number>() : allowed;
  const listed = list.chats.map(
    ({ id, standing, name, atMs }): PersonView => ({
      id,
      standing: configured.has(id) ? 'configured' : standing,
      ...(name !== undefined && { name }),
      sinceMs: atMs,
    }),
  );
  const others = [...configured, ...active].filter((id) => !list.chats.some((chat) => chat.id === id));
  const people: PersonView[] = [...listed, ...others.map((id) => ({ id, standing: 'configured' as const }))];
  const owner: PersonView[] = list.ownerId === undefined ? [] : [{ id: list.ownerId, standing: 'owner' }];
  return [...owner, ...people.filter(({ id }) => id !== list.ownerId)].sort(
    (one, other) =>
      RANK[one.standing] - RANK[other.standing] ||
      (other.sinceMs ?? 0) - (one.sinceMs ?? 0) ||
      one.id - other.id,
  );
};

/** The latest first; as many as are read of everybody. What cannot be had is left out: the list is of use without it. */
const activePeople = async ({ activeOwners, clock, config }: PeopleDependencies): Promise<number[]> => {
  const found = new Set<number>();
  if (config.allowed !== 'everyone') return [];
  for (let day = 0; day < ACTIVE_DAYS && found.size < MOST_READ; day += 1) {
    const owners = await activeOwners.on(dayOf(clock.now() - day * DAY_MS)).catch(() => []);
    for (const owner of owners) found.add(owner);
  }
  return [...found].slice(0, MOST_READ);
};

/** Those that the operator is in: members see each other's names. */
const ownTeams = async (
  { teams }: Pick<PeopleDependencies, 'teams'>,
  { ownerId }: AccessList,
): Promise<Team[]> => {
  if (ownerId === undefined) return [];
  const read = await inTurns((await teams.mirrors(ownerId)).slice(0, MOST_READ), (id) => teams.get(id));
  return read.flatMap((team) => (team && !team.ended && memberOf(team, ownerId) ? [team] : []));
};

/** There is no list of all teams: those are found that somebody is in who is named here. */
export const readPeople = async (
  deps: PeopleDependencies,
  list: AccessList,
): Promise<{ people: PersonView[]; teams: TeamOfPeople[] }> => {
  const { allowed } = deps.config;
  const [active, own] = await Promise.all([activePeople(deps), ownTeams(deps, list)]);
  const teammates = new Map(own.flatMap(({ members }) => members.map(({ user, name }) => [user, name])));
  const met = allowed === 'everyone' ? [...new Set([...active, ...teammates.keys()])] : [];
  const people = peopleOf(list, allowed, met).map((one) => {
    const name = one.name ?? teammates.get(one.id);
    return name === undefined ? one : { ...one, name };
  });
  const known = people.filter(({ standing }) => mayUse(standing, allowed));
  const read = new Map(
    await inTurns(known.slice(0, MOST_READ), async ({ id }) => [id, await readOne(deps, id)] as const),
  );
  const found = new Set([...read.values()].flatMap(({ teams }) => teams));
  const teams = await inTurns([...found].slice(0, MOST_READ), async (id) => {
    const team = own.find((one) => one.id === id) ?? (await deps.teams.get(id));
    return team && !team.ended ? await readTeamOfPeople(deps, team) : undefined;
  });
  return {
    people: byUse(people.map((one) => ({ ...one, ...read.get(one.id)?.shown }))),
    teams: teams
      .filter((team) => team !== undefined)
      .sort((one, other) => one.name.localeCompare(other.name) || one.id - other.id),
  };
};

/** Of what others keep nothing else is looked at. */
const readOne = async (
  deps: PeopleDependencies,
  id: number,
): Promise<{ shown: Pick<PersonView, 'usage' | 'allowance'>; teams: number[] }> => {
  const [profile, teams] = await Promise.all([deps.profiles.get(id), id > 0 ? deps.teams.mirrors(id) : []]);
  const today = usageOfWeek(profile?.usage, deps.clock.now()).at(-1);
  const { allowance } = profile ?? {};
  return {
    shown: {
      ...(today && today.turns > 0 && { usage: today }),
      ...(allowance && { allowance: await readAllowance(deps, id, allowance) }),
    },
    teams,
  };
};

/** Whom the configuration lets in, the list tells nothing of: who uses most comes first. */
const byUse = (people: PersonView[]): PersonView[] =>
  people.toSorted((one, other) =>
    one.standing === 'configured' && other.standing === 'configured'
      ? (other.usage?.tokens ?? 0) - (one.usage?.tokens ?? 0)
      : 0,
  );

/** Who asked is answered where everybody is. */
export const mayUse = (standing: PersonView['standing'], allowed: Allowed): boolean =>
  standing !== 'blocked' && (standing !== 'asked' || allowed === 'everyone');
