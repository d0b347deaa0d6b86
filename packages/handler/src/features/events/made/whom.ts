// Whom an invitation would go to, said before it goes: exactly these, from this account.
import { createHash } from 'node:crypto';
import type { Connection } from '@steward/core';
import { addressesIn, guestsOf, MAX_GUESTS } from '@steward/core/event';
import { knownAs } from '../../../connections/known-as.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, code, concat, lines, say } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import { counted } from '../../reminders/time-in-words.ts';

export interface Invitation {
  /** Who is to come, in the words that named them. */
  attendees?: readonly string[];
  invites?: readonly string[];
  invited?: readonly string[];
}

/** Who sends the mail. */
export interface Sender {
  connection: Connection | undefined;
  /** A stand-in of one machine: nobody gets anything. */
  isDemo: boolean;
}

export interface Whom {
  /** Who gets a mail: each once, not the person, nobody who has one, and no more than are invited at once. */
  addresses: string[];
  /** Those for whom there was no room. */
  left: number;
  /** Somebody is to come of whom no address is known. */
  names: string[];
}

export const whomOf = ({ attendees = [], invites = [], invited = [] }: Invitation, own?: string): Whom => {
  const named = [...invites, ...attendees];
  const all = guestsOf(named.flatMap(addressesIn), [...invited, ...(own === undefined ? [] : [own])]);
  let room = MOST_SHOWN;
  const addresses = all.slice(0, MAX_GUESTS).filter((address) => {
    room -= address.length + 2;
    return room >= 0;
  });
  const known = [...addresses, ...invited].map((address) => plain(address.split('@')[0] ?? ''));
  const names = named.filter((name) => {
    const [first = ''] = plain(name).split(/[\s.@-]/);
    return addressesIn(name).length === 0 && !(first.length > 1 && known.some((one) => one.includes(first)));
  });
  return { addresses, left: all.length - addresses.length, names };
};

/** Characters: whoever gets a mail is read whole before it goes, in one message. */
const MOST_SHOWN = 1_500;

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The same list gives the same: a button that shows another one sends nothing. */
export const tagOf = (addresses: readonly string[]): string =>
  createHash('sha256').update(addresses.join('\n')).digest('hex').slice(0, 6);

/** Letters stand for themselves: nothing of an address is a link to tap by mistake. */
export const addressLine = (addresses: readonly string[]): FormattedText =>
  concat(...addresses.flatMap((address, index) => [index === 0 ? '' : ', ', code(address)]));

export const whomText = ({ addresses, left, names }: Whom, { connection, isDemo }: Sender): FormattedText =>
  lines(
    say`✉️ ${bold(counted(addresses.length, 'invitation'))} by mail${from(connection)}, to:`,
    addressLine(addresses),
    isDemo ? 'This is the demo: its calendar only pretends to send them.' : undefined,
    left > 0
      ? `I invite ${addresses.length} at most; invite the other ${left} in your calendar, where there is room for more.`
      : undefined,
    names.length > 0
      ? concat(namesOf(names), names.length === 1 ? ' gets none: ' : ' get none: ', noAddress(names))
      : undefined,
  );

const from = (connection: Connection | undefined): FormattedText =>
  connection ? say` from your account ${code(knownAs(connection))}` : say``;

/** Nobody’s address is known: one sentence that asks for it. */
export const askText = ({ names }: Pick<Whom, 'names'>): FormattedText =>
  names.length === 0
    ? say`✉️ Whom shall I invite? Reply to this message with their addresses, for example ${code('invite anna@example.com')}.`
    : concat(
        '✉️ ',
        namesOf(names),
        names.length === 1 ? ' has no address here: ' : ' have no address here: ',
        noAddress(names),
      );

const noAddress = ([first = 'anna']: readonly string[]): FormattedText => {
  const [name = ''] = plain(first)
    .split(/[^a-z]+/)
    .filter((part) => part.length > 1);
  return say`reply to this message, for example ${code(`invite ${name === '' ? 'anna' : name}@example.com`)}.`;
};

const namesOf = (names: readonly string[]): FormattedText =>
  concat(
    ...names
      .slice(0, MOST_NAMES)
      .flatMap((name, index) => [index === 0 ? '' : ', ', foreignText(name, 40, 'Somebody')]),
    names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '',
  );

const MOST_NAMES = 5;
