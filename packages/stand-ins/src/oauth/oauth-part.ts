// A pretended OAuth server: a consent page, a token endpoint and, where there is one, an endpoint to revoke.
import { type Clock, systemClock } from '@steward/core';
import type { FakePart, FakeRequest } from '../service/fake-request.ts';
import { authorize } from './authorize-route.ts';
import { createGrants, type Grant, type KeptGrant } from './grants.ts';
import type { OAuthFlavour } from './oauth-flavour.ts';
import { revoke, token } from './token-routes.ts';

export interface OAuthSwitches {
  /** Instead of the service's own habit. */
  rotation?: OAuthFlavour['rotation'];
  lifetimeMs?: number;
  leaveOutRefreshToken?: boolean;
}

export interface OAuthClientRegistration {
  id: string;
  secret: string;
  redirectUris: string[];
}

export interface OAuthDesk {
  flavour: OAuthFlavour;
  client: OAuthClientRegistration;
  /** Who can sign in; the first is chosen unless another is. */
  accounts: readonly string[];
  /** May be turned while it runs. */
  switches: OAuthSwitches;
  /** What this service adds to a token answer. */
  answerExtras?: ((account: string) => object) | undefined;
  /** What an earlier one had granted. */
  kept?: readonly KeptGrant[] | undefined;
}

export interface OAuthPart {
  part: FakePart;
  /** Who may do what with the `Authorization` header of this request. */
  whoAsks(request: FakeRequest): Grant | undefined;
  /** All access tokens end now; refresh tokens live on. */
  expireAccessTokens(): void;
  /** The person takes everything back, on the service's own pages. */
  withdraw(account: string): void;
  /** Grants that live. */
  granted(account: string): number;
  /** What a later one needs to go on. */
  kept(): KeptGrant[];
}

export const createOAuthPart = (desk: OAuthDesk, clock: Clock = systemClock): OAuthPart => {
  const { flavour } = desk;
  const grants = createGrants(clock, () => desk.switches.lifetimeMs ?? flavour.lifetimeMs, desk.kept);
  return {
    part: (request) => {
      const { pathname } = request.url;
      if (pathname === flavour.authorizePath && ['GET', 'POST'].includes(request.method))
        return authorize(request, desk, grants);
      if (request.method !== 'POST') return undefined;
      if (pathname === flavour.tokenPath) return token(request, desk, grants);
      if (pathname === flavour.revokePath) return revoke(request, desk, grants);
      return undefined;
    },
    whoAsks: ({ headers }) => {
      const [, shown] = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
      return shown === undefined ? undefined : grants.byAccess(shown);
    },
    expireAccessTokens: grants.expireAccess,
    withdraw: (account) => {
      for (const grant of grants.of(account)) grant.revoked = true;
    },
    granted: (account) => grants.of(account).length,
    kept: grants.kept,
  };
};
