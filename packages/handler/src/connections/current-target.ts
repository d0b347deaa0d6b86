// Where new events go, or new notes: of all places that a person has chosen, the last.
import type { Connection, ConnectionProvider } from '@steward/core';
import { givesCalendars } from './gives-calendars.ts';

export const givesOf = (provider: ConnectionProvider): 'calendars' | 'notes' =>
  givesCalendars(provider) ? 'calendars' : 'notes';

/** Undefined: nobody has chosen one. */
export const currentTarget = <
  C extends Pick<Connection, 'provider' | 'state' | 'target' | 'targetChosenAtMs'>,
>(
  connections: readonly C[],
  gives: 'calendars' | 'notes',
): C | undefined => {
  const chosen = connections.filter(
    ({ provider, state, target }) =>
      givesOf(provider) === gives && state !== 'pending' && target !== undefined,
  );
  return chosen.reduce<C | undefined>(
    (last, one) => ((one.targetChosenAtMs ?? 0) > (last?.targetChosenAtMs ?? -1) ? one : last),
    undefined,
  );
};

/**
 * Where new things go as long as nobody has chosen anything: to the calendar that is named as the account, or the first; notes
 * to a database only where there is one. Undefined where some place has been chosen.
 */
export const firstTarget = (
  { provider, account, calendars }: Pick<Connection, 'provider' | 'account' | 'calendars'>,
  all: readonly Pick<Connection, 'provider' | 'target'>[],
): string | undefined => {
  const gives = givesOf(provider);
  if (all.some((one) => one.target !== undefined && givesOf(one.provider) === gives)) return undefined;
  const writable = calendars.filter(({ isWritable }) => isWritable === true);
  if (gives === 'notes' && writable.length > 1) return undefined;
  return (writable.find(({ id }) => id === account) ?? writable[0])?.id;
};
