// Whose account something is, as the person knows it.
import type { Connection } from '@steward/core';

/** A feed is known by what the person calls it: many have the same host. */
export const knownAs = ({ provider, account, calendars }: Connection): string =>
  (provider === 'ics' && calendars[0]?.name) || account;
