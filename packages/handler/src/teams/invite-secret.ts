// What an invite's link says: which team, and a secret of which only the hash is kept.
import { createHash, randomBytes } from 'node:crypto';
import { LEAST_TEAM_ID } from '@steward/core';

/** Of the team's id, big-endian; of the secret behind it. */
const [ID_BYTES, SECRET_BYTES] = [7, 17];
const SECRET = /^[\w-]{32}$/;

/** Behind `?start=` of the bot's address. */
export const INVITE_PREFIX = 'i_';

/** 32 characters of base64url. */
export const newInviteSecret = (team: number): string => {
  const id = Buffer.alloc(8);
  id.writeBigUInt64BE(BigInt(team));
  return Buffer.concat([id.subarray(8 - ID_BYTES), randomBytes(SECRET_BYTES)]).toString('base64url');
};

/** Of the whole: SHA-256, in hex. */
export const hashOfInvite = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Undefined: it is none. */
export const teamOfInvite = (secret: string): number | undefined => {
  if (!SECRET.test(secret)) return undefined;
  const id = Number(BigInt(`0x${Buffer.from(secret, 'base64url').subarray(0, ID_BYTES).toString('hex')}`));
  return Number.isSafeInteger(id) && id >= LEAST_TEAM_ID ? id : undefined;
};
