// Signing in at a provider with its own consent page: where to send the person, and the form posts behind it. What is stored of
// this, and who may confirm it, is decided elsewhere; the state is the caller's and means nothing here.
import type { CallOptions } from '../calendar/calendar.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { OAuthError } from './oauth-error.ts';
import type { OAuthAccount, OAuthProvider } from './oauth-provider.ts';
import { challengeOf } from './pkce.ts';
import { createProviderCalls } from './provider-calls.ts';
import { missingScopes, type OAuthTokens, refusalOf } from './token-answer.ts';

export interface OAuthGrant extends OAuthTokens {
  account: OAuthAccount;
}

export interface OAuthClient {
  /** Where the person goes. `verifier` stays here until `exchange`. */
  authorizeUrl(question: { state: string; verifier: string; redirectUri: string }): string;
  /**
   * A code for tokens, checked: every scope is there, access can be kept, and it is known whose it is. What fails a check is
   * dropped and not revoked, because that would end what the same account has allowed before; `unkept` may know better.
   */
  exchange(
    answer: { code: string; verifier: string; redirectUri: string },
    options?: CallOptions & { unkept?: (token: string) => Promise<void> },
  ): Promise<OAuthGrant>;
  /** Whatever comes back is the newest there is: it must be kept before anything else is done. */
  refresh(refreshToken: string, options?: CallOptions): Promise<OAuthTokens>;
  /** False where there is no way to. A token that the provider no longer knows counts as revoked. */
  revoke(token: string, options?: CallOptions): Promise<boolean>;
}

export interface OAuthClientDependencies {
  provider: OAuthProvider;
  clientId: string;
  clientSecret: string;
  /** Its time limit is that of each request. */
  fetch: GuardedFetch;
  now?: () => number;
}

/** Every method throws an `OAuthError`. */
export const createOAuthClient = (dependencies: OAuthClientDependencies): OAuthClient => {
  const { provider, clientId } = dependencies;
  const { post, askToken, accountOf } = createProviderCalls(dependencies);
  return {
    authorizeUrl: ({ state, verifier, redirectUri }) => {
      const scopes = [...provider.silentScopes, ...provider.scopes];
      const url = new URL(provider.authorizeUrl);
      url.search = String(
        new URLSearchParams({
          client_id: clientId,
          redirect_uri: redirectUri,
          response_type: 'code',
          state,
          ...(scopes.length > 0 && { scope: scopes.join(' ') }),
          ...(provider.pkce && { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
          ...provider.extras,
        }),
      );
      return url.href;
    },

    exchange: async ({ code, verifier, redirectUri }, { signal, unkept } = {}) => {
      const { answer, tokens } = await askToken(
        {
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          ...(provider.pkce && { code_verifier: verifier }),
        },
        signal,
      );
      try {
        const missing = missingScopes(provider, tokens.scopes);
        if (missing.length > 0) throw new OAuthError('scope-missing', { missing });
        if (provider.needsRefreshToken && tokens.refreshToken === undefined)
          throw new OAuthError('no-refresh-token');
        return { ...tokens, account: await accountOf(answer, tokens.accessToken, signal) };
      } catch (error) {
        await unkept?.(tokens.refreshToken ?? tokens.accessToken);
        throw error;
      }
    },

    refresh: async (refreshToken, { signal } = {}) =>
      (await askToken({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal)).tokens,

    revoke: async (token, { signal } = {}) => {
      if (provider.revokeUrl === undefined) return false;
      const response = await post(provider.revokeUrl, { token }, signal);
      if (response.status === 200) return true;
      const refusal = refusalOf(response);
      if (refusal.code === 'invalid-grant') return true;
      throw refusal;
    },
  };
};
