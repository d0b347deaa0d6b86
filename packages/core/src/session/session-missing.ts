// A session that is not there (any more).
import { StewardError } from '../error.ts';

/** The session was deleted meanwhile. */
export const sessionMissing = (): StewardError =>
  new StewardError('session-missing', 'The session is gone', {
    userMessage: 'This conversation no longer exists. /listsessions shows the others.',
  });
