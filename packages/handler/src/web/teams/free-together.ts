// When who asks and members of a team have time, as the app shows it.
import { apart } from '@steward/core/slots';
import type { FreeTogether } from '@steward/core/web-contract';
import type { FoundTogether, WhyNotTogether } from '../../teams/sharing.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { countTeams } from './count-teams.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';
import { freeAsk } from './team-forms.ts';

/** More are no choice. */
const MOST_SLOTS = 30;

export const postFree = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/free'> => ({
  body: freeAsk,
  async handle({ owner }, { body }) {
    await countTeams(deps, 'free', owner);
    const found = await deps.sharing.searchTogether({ ...body, by: owner });
    if ('why' in found) throw errorOf(found.why, 'first');
    return viewOf(found);
  },
});

/** @param when the field that says when it shall be */
export const errorOf = (why: WhyNotTogether, when: string): WebError => {
  if (why === 'no-team') return new WebError('not-found');
  // They may have left since the page was loaded.
  if (why === 'no-member') return new WebError('not-found', { field: 'users' });
  if (why === 'no-zone') return new WebError('bad-value', { field: 'zone' });
  return new WebError('bad-value', { field: why === 'past' || why === 'too-far' ? when : 'users' });
};

const viewOf = ({ slots, isIncomplete, isCut, hoursMeet, people }: FoundTogether): FreeTogether => ({
  slots: apart(slots, MOST_SLOTS).map(({ startMs, endMs }) => ({ startMs, endMs })),
  isIncomplete,
  ...(isCut && { isCut }),
  ...(hoursMeet && { hoursMeet }),
  people: peopleOf(people),
});

export const peopleOf = (people: FoundTogether['people']): FreeTogether['people'] =>
  people.map(({ user, name, zone, areHoursAssumed, missing }) => ({
    ...{ user, name },
    ...(zone !== undefined && { zone }),
    ...(areHoursAssumed && { areHoursAssumed }),
    ...(missing && { missing }),
  }));
