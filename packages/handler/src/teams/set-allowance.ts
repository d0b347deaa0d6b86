// The operator says how much a person, a group or a team may use of the models in a day; in the chat and in the app alike.
import { isDeepStrictEqual } from 'node:util';
import {
  type AccessList,
  type AccessStore,
  type Allowance,
  type Allowed,
  isLetInAlone,
  LEAST_TEAM_ID,
  type Profile,
  type ProfileStore,
  setTeamAllowance,
  standingOf,
  type Team,
  type TeamStore,
} from '@steward/core';
import { inTurns } from './in-turns.ts';
import { keepPool, type PoolDependencies } from './keep-pool.ts';

export interface AllowanceDependencies extends PoolDependencies {
  access: Pick<AccessStore, 'read'>;
  profiles: Pick<ProfileStore, 'get' | 'update'>;
  teams: Pick<TeamStore, 'get' | 'replace'>;
  /** Whom the configuration lets in. */
  config: { allowed: Allowed };
}

export interface GivenAllowance {
  /** Who sets it. */
  by: number;
  /** A person, a group (negative) or a team. */
  id: number;
  /** Undefined, or without a number: no limit. */
  allowance: Allowance | undefined;
}

export type AllowanceSet =
  /** `team`: as it is now, where it was set for one. `before`: what it was. */
  | { team?: Team; before?: Allowance | undefined }
  /** `unknown`: nobody like that is let in, and no team is called so. `busy`: others changed it again and again meanwhile. */
  | { why: 'operator-only' | 'unknown' | 'busy' };

/** What anybody may set; more than that is no limit. */
export const [MOST_TURNS, MOST_TOKENS] = [100_000, 1_000_000_000];

const isCount = (value: number | undefined, most: number): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value <= most);

export const isAllowance = ({ turns, tokens }: Allowance): boolean =>
  isCount(turns, MOST_TURNS) && isCount(tokens, MOST_TOKENS);

/** Safe to repeat: what a crash left undone is done then. */
export const setAllowance = async (
  deps: AllowanceDependencies,
  { by, id, allowance: given }: GivenAllowance,
): Promise<AllowanceSet> => {
  const list = await deps.access.read();
  if (list.ownerId !== by) return { why: 'operator-only' };
  const allowance = limiting(given);
  if (id >= LEAST_TEAM_ID) return await setForTeam(deps, { by, id, allowance });
  const profile = await deps.profiles.get(id);
  if (!(await isKnown(deps, list, { id, profile }))) return { why: 'unknown' };
  await deps.profiles.update(id, { allowance: allowance ?? null, updatedAtMs: deps.clock.now() });
  return { before: profile?.allowance };
};

const limiting = ({ turns, tokens }: Allowance = {}): Allowance | undefined =>
  turns === undefined && tokens === undefined
    ? undefined
    : { ...(turns !== undefined && { turns }), ...(tokens !== undefined && { tokens }) };

/** Where everybody is let in it is who has written: no profile is made for a number that was mistyped. */
const isKnown = async (
  { config: { allowed } }: Pick<AllowanceDependencies, 'config'>,
  list: AccessList,
  { id, profile }: { id: number; profile: Profile | undefined },
): Promise<boolean> => {
  if (allowed === 'everyone' && !profile) return list.ownerId === id || standingOf(list, id) === 'in';
  const access = { read: async () => list };
  return await isLetInAlone({ allowed, access }, id, profile);
};

const TRIES = 5;

const setForTeam = async (
  deps: AllowanceDependencies,
  { by, id, allowance }: GivenAllowance,
): Promise<AllowanceSet> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const team = await deps.teams.get(id);
    if (!team || team.ended) return { why: 'unknown' };
    const changed = isDeepStrictEqual(team.allowance, allowance)
      ? { team }
      : setTeamAllowance(team, { by, nowMs: deps.clock.now() }, allowance);
    if ('why' in changed) return { why: 'unknown' };
    if (changed.team !== team && !(await deps.teams.replace(changed.team))) continue;
    const isKept = await keepPools(deps, changed.team);
    return isKept ? { team: changed.team, before: team.allowance } : { why: 'busy' };
  }
  return { why: 'busy' };
};

/** False: it was set and taken away again and again meanwhile. Whoever came or went since is that change's. */
const keepPools = async (deps: AllowanceDependencies, set: Team): Promise<boolean> => {
  let team: Team | undefined = set;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { id, members, allowance } = team;
    await inTurns(members, async ({ user }) => await keepPool(deps, user, id, allowance !== undefined));
    // Two windows at once: whose profiles are written last need not be whose allowance was.
    const now = await deps.teams.get(id);
    if (!now || (now.allowance === undefined) === (allowance === undefined)) return true;
    team = now;
  }
  return false;
};
