// Who is let in, for the operator alone.
import { type AccessList, type Allowed, usageOfWeek } from '@steward/core';
import type { PersonView } from '@steward/core/web-contract';
import { nameOf } from '../name-of.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import type { RouteDependencies } from './route-dependencies.ts';

export const getPeople = (deps: RouteDependencies): RouteEntry<'GET /api/people'> => ({
  async handle({ owner, profile }) {
    const list = await deps.access.read();
    if (list.ownerId !== owner) throw new WebError('operator-only');
    const { allowed, turnLimits } = deps.config;
    const own = nameOf(profile);
    const all = peopleOf(list, allowed).map((one) => (one.id === owner && own ? { ...one, name: own } : one));
    return {
      people: await withUsage(deps, all),
      isOpen: allowed === 'everyone',
      others: list.others,
      limits: { turnsAtOnce: turnLimits.atOnce, turnsAnHour: turnLimits.anHour },
    };
  },
});

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

/** A request for each: of so many, so many at the same time. */
const MOST_READ = 100;
const AT_ONCE = 10;

/** Of what others keep nothing else is looked at. */
const withUsage = async (deps: RouteDependencies, people: PersonView[]): Promise<PersonView[]> => {
  const known = people.filter(({ standing }) => standing !== 'asked' && standing !== 'blocked');
  const used = new Map<number, PersonView['usage']>();
  for (let from = 0; from < Math.min(known.length, MOST_READ); from += AT_ONCE)
    await Promise.all(
      known.slice(from, from + AT_ONCE).map(async ({ id }) => {
        const today = usageOfWeek((await deps.profiles.get(id))?.usage, deps.clock.now()).at(-1);
        if (today && today.turns > 0) used.set(id, today);
      }),
    );
  return people.map((one) => {
    const usage = used.get(one.id);
    return usage ? { ...one, usage } : one;
  });
};
