// What was allowed: codes, access tokens, refresh tokens, and when each of them ends.
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@steward/core';

export interface Grant {
  account: string;
  scopes: string[];
  /** Whether a refresh token belongs to it. */
  offline: boolean;
  revoked: boolean;
}

export interface PendingCode {
  grant: Grant;
  redirectUri: string;
  challenge: string | undefined;
  expiresAtMs: number;
}

const CODE_LIFETIME_MS = 10 * 60_000;

const newToken = (kind: string): string => `${kind}-${randomBytes(24).toString('base64url')}`;

export const createGrants = (clock: Clock, lifetimeMs: () => number | undefined) => {
  const codes = new Map<string, PendingCode>();
  const access = new Map<string, { grant: Grant; expiresAtMs: number }>();
  const refresh = new Map<string, Grant>();
  const all: Grant[] = [];
  return {
    /** What this account allowed so far, not taken back. */
    of: (account: string): Grant[] => all.filter((grant) => grant.account === account && !grant.revoked),
    open: (grant: Grant, redirectUri: string, challenge: string | undefined): string => {
      const code = newToken('code');
      all.push(grant);
      codes.set(code, { grant, redirectUri, challenge, expiresAtMs: clock.now() + CODE_LIFETIME_MS });
      return code;
    },
    /** A code is gone once it was shown, whatever comes of it. */
    take: (code: string): PendingCode | undefined => {
      const found = codes.get(code);
      codes.delete(code);
      return found && found.expiresAtMs > clock.now() && !found.grant.revoked ? found : undefined;
    },
    newAccess: (grant: Grant): string => {
      const token = newToken('access');
      access.set(token, { grant, expiresAtMs: clock.now() + (lifetimeMs() ?? Number.POSITIVE_INFINITY) });
      return token;
    },
    newRefresh: (grant: Grant): string => {
      const token = newToken('refresh');
      refresh.set(token, grant);
      return token;
    },
    byAccess: (token: string): Grant | undefined => {
      const found = access.get(token);
      return found && found.expiresAtMs > clock.now() && !found.grant.revoked ? found.grant : undefined;
    },
    byRefresh: (token: string): Grant | undefined => {
      const found = refresh.get(token);
      return found?.revoked ? undefined : found;
    },
    end: (refreshToken: string): void => void refresh.delete(refreshToken),
    expireAccess: (): void => access.clear(),
  };
};

export type Grants = ReturnType<typeof createGrants>;

/** RFC 7636: the verifier's own alphabet and length, and its SHA-256. */
export const fitsChallenge = (verifier: string, challenge: string): boolean =>
  /^[\w.~-]{43,128}$/.test(verifier) &&
  createHash('sha256').update(verifier).digest('base64url') === challenge;
