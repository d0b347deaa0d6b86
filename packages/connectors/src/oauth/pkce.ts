// Proof key for code exchange (RFC 7636): who comes back with the code is who sent the person away.
import { createHash, randomBytes } from 'node:crypto';

/** 43 characters; a secret until the exchange. */
export const newVerifier = (): string => randomBytes(32).toString('base64url');

/** S256. */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');
