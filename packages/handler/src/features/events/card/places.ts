// The calendars that an event can be written to.
import { createHash } from 'node:crypto';
import type { Connection, EventTarget } from '@steward/core';
import { givesCalendars } from '../../../connections/gives-calendars.ts';

export interface Place extends EventTarget {
  name: string;
  account: string;
  isBroken: boolean;
}

export const placesOf = (connections: readonly Connection[]): Place[] =>
  connections
    .filter(({ provider, state }) => givesCalendars(provider) && state !== 'pending')
    .flatMap(({ id: connection, account, calendars, state }) =>
      calendars
        .filter(({ isWritable }) => isWritable === true)
        .map(({ id: calendar, name }) => ({
          ...{ connection, calendar, name, account },
          isBroken: state === 'broken',
        })),
    );

/** For a button: it means the same calendar whatever is connected meanwhile. */
export const keyOf = ({ connection, calendar }: EventTarget): string =>
  createHash('sha256').update(`${connection}\n${calendar}`).digest('hex').slice(0, 8);
