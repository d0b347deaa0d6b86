// The guests of an event as Google tells them.
import { addressesBeside } from '../calendar/same-address.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject } from '../http/read-fields.ts';

type Item = Record<string, unknown>;

/** All of them, or nothing: what is written is the whole list. */
export const attendeesOf = ({ attendees = [], attendeesOmitted }: Item): Item[] => {
  if (attendeesOmitted === true) throw new ConnectorError('too-large');
  if (!Array.isArray(attendees) || !attendees.every(isObject)) throw new ConnectorError('bad-answer');
  return attendees;
};

/** Without the person whose calendar it is. */
export const guestsIn = (event: Item): string[] =>
  attendeesOf(event).flatMap(({ email, self, organizer }) =>
    typeof email !== 'string' || self === true || organizer === true ? [] : [email],
  );

export const hasOnly = (event: Item, guests: readonly string[]): boolean =>
  addressesBeside(guestsIn(event), guests).length === 0;
