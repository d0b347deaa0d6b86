// Where new events go, or new notes: of all places that a person has chosen, the last.
import type { Connection, ConnectionProvider } from '@steward/core';

export const givesOf = (provider: ConnectionProvider): 'calendars' | 'notes' =>
  provider === 'notion' || provider === 'apple-notes' ? 'notes' : 'calendars';

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
