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

/** What outlives the process: no codes, and nothing that has ended. */
export interface KeptGrant extends Grant {
  /** To refresh with. */
  tokens: string[];
  /** null: it never ends. */
  accessTokens: [token: string, expiresAtMs: number | null][];
}

const CODE_LIFETIME_MS = 10 * 60_000;

const newToken = (kind: string): string => `${kind}-${randomBytes(24).toString('base64url')}`;

export const createGrants = (
  clock: Clock,
  lifetimeMs: () => number | undefined,
  kept?: readonly KeptGrant[],
) => {
  const codes = new Map<string, PendingCode>();
  const access = new Map<string, { grant: Grant; expiresAtMs: number }>();
  const refresh = new Map<string, Grant>();
  const all: Grant[] = [];
  for (const { tokens, accessTokens, ...grant } of kept ?? []) {
    all.push(grant);
    for (const token of tokens) refresh.set(token, grant);
    for (const [token, expiresAtMs] of accessTokens)
      access.set(token, { grant, expiresAtMs: expiresAtMs ?? Number.POSITIVE_INFINITY });
  }
  return {
    kept: (): KeptGrant[] => {
      const refreshed = Map.groupBy(refresh, ([, grant]) => grant);
      const living = [...access].filter(([, { expiresAtMs }]) => expiresAtMs > clock.now());
      return all
        .filter(({ revoked }) => !revoked)
        .map((grant) => ({
          ...grant,
          tokens: (refreshed.get(grant) ?? []).map(([token]) => token),
          accessTokens: living
            .filter(([, one]) => one.grant === grant)
            .map(([token, { expiresAtMs }]) => [token, Number.isFinite(expiresAtMs) ? expiresAtMs : null]),
        }));
    },
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
