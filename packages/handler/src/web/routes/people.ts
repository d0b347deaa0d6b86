// Who is let in and what they may use, for the operator alone.
import type { AccessList } from '@steward/core';
import type { People } from '@steward/core/web-contract';
import * as z from 'zod/mini';
import { readPeople } from '../../teams/read-people.ts';
import { MOST_TOKENS, MOST_TURNS, setAllowance } from '../../teams/set-allowance.ts';
import type { Caller } from '../handlers.ts';
import { nameOf } from '../name-of.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import type { RouteDependencies } from './route-dependencies.ts';

export const getPeople = (deps: RouteDependencies): RouteEntry<'GET /api/people'> => ({
  async handle(caller) {
    const list = await deps.access.read();
    if (list.ownerId !== caller.owner) throw new WebError('operator-only');
    return await answerOf(deps, list, caller);
  },
});

const count = (most: number) => z.nullable(z.int().check(z.gte(0), z.lte(most)));

const patchBody = z.strictObject({
  id: z.int().check(z.refine((id) => id !== 0)),
  allowance: z.strictObject({ turns: count(MOST_TURNS), tokens: count(MOST_TOKENS) }),
});

export const patchPeople = (deps: RouteDependencies): RouteEntry<'PATCH /api/people'> => ({
  body: patchBody,
  async handle(caller, { body: { id, allowance } }) {
    const set = await setAllowance(deps, {
      ...{ by: caller.owner, id },
      allowance: { turns: allowance.turns ?? undefined, tokens: allowance.tokens ?? undefined },
    });
    if ('why' in set) {
      if (set.why === 'operator-only') throw new WebError('operator-only');
      throw set.why === 'busy'
        ? new WebError('changed-meanwhile')
        : new WebError('not-found', { field: 'id' });
    }
    const profile = id === caller.owner ? await deps.profiles.get(id) : caller.profile;
    return await answerOf(deps, await deps.access.read(), { ...caller, profile });
  },
});

const answerOf = async (
  deps: RouteDependencies,
  list: AccessList,
  { owner, profile }: Pick<Caller, 'owner' | 'profile'>,
): Promise<People> => {
  const { allowed, turnLimits } = deps.config;
  const { people, teams } = await readPeople(deps, list);
  const own = nameOf(profile);
  return {
    people: people.map((one) => (one.id === owner && own ? { ...one, name: own } : one)),
    teams,
    isOpen: allowed === 'everyone',
    others: list.others,
    limits: { turnsAtOnce: turnLimits.atOnce, turnsAnHour: turnLimits.anHour },
  };
};
