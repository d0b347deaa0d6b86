// The calendar that a draft's event goes to.
import type { Connection, EventDraft } from '@steward/core';
import { currentTarget } from '../connections/current-target.ts';

/** Where the draft says, or else what was chosen last. */
export const placeOf = <
  C extends Pick<Connection, 'id' | 'provider' | 'state' | 'target' | 'targetChosenAtMs'>,
>(
  { target }: Pick<EventDraft, 'target'>,
  all: readonly C[],
): { connection: C; calendar: string } | undefined => {
  const connection = target
    ? all.find(({ id, state }) => id === target.connection && state !== 'pending')
    : currentTarget(all, 'calendars');
  const calendar = target?.calendar ?? connection?.target;
  return connection && calendar !== undefined ? { connection, calendar } : undefined;
};
