// What opens an account that was connected by a form, as it lies sealed in its connection: of CalDAV the server, name and
// password together, of a feed its address.
import { type Connection, type SealedSecrets, StewardError } from '@steward/core';
import { placeOf, type Seal } from './seal-tokens.ts';

export interface CalDavSecret {
  /** Of the server, or below it. */
  url: string;
  username: string;
  password: string;
  /** The person's own: whose answers to invitations count. */
  addresses: string[];
}

type Whose = Pick<Connection, 'owner' | 'provider' | 'id'>;

export const sealCalDav = (seal: Seal, whose: Whose, secret: CalDavSecret): SealedSecrets => ({
  password: seal.seal(JSON.stringify(secret), placeOf(whose, 'password')),
});

/** Throws what `Seal` throws. */
export const openCalDav = (seal: Seal, connection: Connection): CalDavSecret =>
  JSON.parse(opened(seal, connection, 'password')) as CalDavSecret;

export const sealFeed = (seal: Seal, whose: Whose, address: string): SealedSecrets => ({
  address: seal.seal(address, placeOf(whose, 'address')),
});

export const openFeed = (seal: Seal, connection: Connection): string => opened(seal, connection, 'address');

const opened = (seal: Seal, connection: Connection, field: 'password' | 'address'): string => {
  const sealed = connection.sealed[field];
  if (sealed === undefined) throw new StewardError('seal-broken', `A connection has no ${field}`);
  return seal.open(sealed, placeOf(connection, field));
};
