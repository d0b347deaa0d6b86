// Who is let in, and the teams that they are in, as the operator is shown them: in the chat and in the app alike.
import { type AccessList, type Allowed, type ProfileStore, type TeamStore, usageOfWeek } from '@steward/core';
import type { PersonView, TeamOfPeople } from '@steward/core/web-contract';
import { readAllowance, readTeamOfPeople, type UsageReading } from './allowance-view.ts';
import { inTurns } from './in-turns.ts';

export interface PeopleDependencies extends UsageReading {
  profiles: Pick<ProfileStore, 'get'>;
  teams: Pick<TeamStore, 'get' | 'mirrors'>;
  /** Whom the configuration lets in. */
  config: { allowed: Allowed };
}

/** Of people, and of teams: a few requests for each. */
const MOST_READ = 100;

const RANK: Record<PersonView['standing'], number> = { asked: 0, owner: 1, in: 2, configured: 3, blocked: 4 };

/** Who asks first; of each standing the newest first. What the configuration says, the list does not change. */
const peopleOf = (list: AccessList, allowed: Allowed): PersonView[] => {
  const configured = allowed === 'everyone' ? new Set<number>() : allowed;
  const listed = list.chats.map(
    ({ id, standing, name, atMs }): PersonView => ({
      id,
      standing: configured.has(id) ? 'configured' : standing,
      ...(name !== undefined && { name }),
      sinceMs: atMs,
    }),
  );
  const others = [...configured].filter((id) => !list.chats.some((chat) => chat.id === id));
  const people: PersonView[] = [...listed, ...others.map((id) => ({ id, standing: 'configured' as const }))];
  const owner: PersonView[] = list.ownerId === undefined ? [] : [{ id: list.ownerId, standing: 'owner' }];
  return [...owner, ...people.filter(({ id }) => id !== list.ownerId)].sort(
    (one, other) =>
      RANK[one.standing] - RANK[other.standing] ||
      (other.sinceMs ?? 0) - (one.sinceMs ?? 0) ||
      one.id - other.id,
  );
};

/**
 * There is no list of all teams: those are found that somebody is in who is named here. Where everybody is let in, a team of
 * people who are not is not.
 */
export const readPeople = async (
  deps: PeopleDependencies,
  list: AccessList,
): Promise<{ people: PersonView[]; teams: TeamOfPeople[] }> => {
  const people = peopleOf(list, deps.config.allowed);
  const known = people.filter(({ standing }) => standing !== 'asked' && standing !== 'blocked');
  const read = new Map(
    await inTurns(known.slice(0, MOST_READ), async ({ id }) => [id, await readOne(deps, id)] as const),
  );
  const found = new Set([...read.values()].flatMap(({ teams }) => teams));
  const teams = await inTurns([...found].slice(0, MOST_READ), async (id) => {
    const team = await deps.teams.get(id);
    return team && !team.ended ? await readTeamOfPeople(deps, team) : undefined;
  });
  return {
    people: people.map((one) => ({ ...one, ...read.get(one.id)?.shown })),
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
