// What a session or a ticket is known by: the owner, so that it is found in their own part of the table, and 32 random
// bytes. Stored is its hash alone: who reads the table can sign in with nothing that stands there.
import { createHash } from 'node:crypto';

export const TOKEN_BYTES = 32;
/** How long a ticket is good. */
export const TICKET_MS = 5 * 60 * 1000;

export interface TokenRef {
  owner: number;
  /** SHA-256 of the whole token, in hex. */
  hash: string;
}

/** A new one, with what it is stored by. @param random `TOKEN_BYTES` of them */
export const signInTokenOf = (owner: number, random: Uint8Array): TokenRef & { token: string } => {
  const token = `${owner}.${Buffer.from(random).toString('base64url')}`;
  return { token, owner, hash: hashOf(token) };
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const TOKEN = /^([1-9]\d{0,15})\.[\w-]{43}$/;

/** Undefined where it can be none. Found by its hash, it is compared with nothing: no time tells how much of it was right. */
export const readSignInToken = (token: string): TokenRef | undefined => {
  const owner = Number(TOKEN.exec(token)?.[1]);
  if (!Number.isSafeInteger(owner)) return undefined;
  return { owner, hash: hashOf(token) };
};
