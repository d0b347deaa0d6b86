// Why something was not done with a team, as a route says it.
import type { Outcome, Refusal } from '../../teams/teams.ts';
import { WebError } from '../web-error.ts';

/** What is as it was asked for already is done. */
export const done = <T extends object>(outcome: Outcome<T>): T | undefined => {
  if (!('why' in outcome)) return outcome;
  if (outcome.why === 'already') return undefined;
  throw errorOf(outcome.why);
};

const errorOf = (why: Exclude<Refusal, 'already'>): WebError => {
  switch (why) {
    case 'no-right':
    case 'last-owner':
    case 'full':
      return new WebError(why);
    case 'too-many-teams':
      return new WebError('full');
    case 'busy':
    case 'rejoined':
      return new WebError('changed-meanwhile');
    case 'bad-name':
      return new WebError('bad-value', { field: 'name' });
    case 'unknown':
      return new WebError('not-found', { field: 'user' });
    case 'no-invite':
      return new WebError('not-found', { field: 'hash' });
    // Whether there is such a team is told to nobody who is not in it.
    case 'no-team':
    case 'no-member':
    case 'removed':
      return new WebError('not-found');
  }
};
