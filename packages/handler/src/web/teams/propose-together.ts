// A time that was found is proposed from the app; what becomes of it is told in the chat.
import type { Proposed } from '../../teams/propose-time.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { countTeams } from './count-teams.ts';
import { errorOf, peopleOf } from './free-together.ts';
import type { TeamRouteDependencies } from './team-dependencies.ts';
import { proposalAsk } from './team-forms.ts';

export const postProposal = (deps: TeamRouteDependencies): RouteEntry<'POST /api/teams/propose'> => ({
  body: proposalAsk,
  async handle({ owner }, { body: { id: key, title, isAnyway, ...asked } }) {
    await countTeams(deps, 'propose', owner);
    const proposed = await deps.propose({
      ...{ ...asked, by: owner, key },
      ...(title !== undefined && { title }),
      ...(isAnyway && { isAnyway }),
    });
    if ('why' in proposed) throw refusalOf(proposed.why);
    if ('proposal' in proposed) return { isSent: true };
    const { isTaken, people } = proposed.found;
    return { isSent: false, isTaken, people: peopleOf(people) };
  },
});

const refusalOf = (why: Extract<Proposed, { why: unknown }>['why']): WebError => {
  switch (why) {
    case 'full':
      return new WebError('full');
    case 'left':
      return new WebError('not-found');
    case 'over':
      return errorOf('past', 'startMs');
    // It was withdrawn in the chat, or others answer just now.
    case 'gone':
    case 'withdrawn':
    case 'busy':
      return new WebError('changed-meanwhile');
    default:
      return errorOf(why, 'startMs');
  }
};
