// Who shares a machine shares its ports: each server that stands in for something real answers only to who knows a secret
// of this run. Neither dynalite nor fauxqs looks.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time, also where the lengths differ. */
export const isSameSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(digest(given), digest(secret));

/** Whether a request is signed, as AWS's clients sign, by who has this access key. */
export const isSignedWith = ({ headers }: Pick<IncomingMessage, 'headers'>, accessKeyId: string): boolean => {
  const [, given = ''] = /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\//.exec(headers.authorization ?? '') ?? [];
  return isSameSecret(given, accessKeyId);
};
