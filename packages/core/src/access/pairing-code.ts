// The code that makes who brings it the owner: shown once where Steward runs, kept as a hash, good for an hour.
import { createHash } from 'node:crypto';

export const PAIRING_MS = 60 * 60 * 1000;
/** Wrong codes that one person may try in an hour. */
export const PAIRING_TRIES = 5;

/** 32 characters, none of which is taken for another: 80 bits in 16 of them. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
export const PAIRING_BYTES = 16;

/** Of `PAIRING_BYTES` random bytes: `xxxx-xxxx-xxxx-xxxx`. */
export const pairingCodeOf = (random: Uint8Array): string =>
  [...random]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('')
    .replace(/.{4}(?=.)/g, '$&-');

/** Case, spaces, dashes and letters that look like digits do not matter. */
export const hashOfPairingCode = (code: string): string =>
  createHash('sha256').update(normal(code)).digest('hex');

const normal = (code: string): string =>
  code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');

const START = /^\/start(?:@\w+)?\s+(\S{1,64})\s*$/i;
const BARE = /^\s*(\w{4}(?:-\w{4}){3})\s*$/;

/** The code that a message brings, by the link (`/start <code>`) or typed; undefined when it brings none. */
export const pairingCodeIn = (text: string): string | undefined => (START.exec(text) ?? BARE.exec(text))?.[1];
