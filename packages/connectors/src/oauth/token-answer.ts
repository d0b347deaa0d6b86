// What a token endpoint says: tokens, or why there are none.
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { readObject, readSeconds, readToken } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';
import { OAuthError, type OAuthErrorCode, toOAuthError } from './oauth-error.ts';
import type { OAuthProvider } from './oauth-provider.ts';

export interface OAuthTokens {
  accessToken: string;
  /** Absent in a refresh: the one that was used stays good. */
  refreshToken?: string;
  /** Absent: it does not end. */
  accessEndsAtMs?: number;
  /** What the provider says is allowed now; empty where it says nothing. */
  scopes: readonly string[];
}

export const bad = (): never => {
  throw new OAuthError('bad-answer');
};

export const readTokens = (answer: Record<string, unknown>, asked: number): OAuthTokens => {
  const { access_token, refresh_token, token_type = 'bearer', expires_in, scope } = answer;
  const accessToken = readToken(access_token) ?? bad();
  if (String(token_type).toLowerCase() !== 'bearer') bad();
  // Notion says null.
  const refreshToken = refresh_token == null ? undefined : (readToken(refresh_token) ?? bad());
  const seconds = readSeconds(expires_in);
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(seconds !== undefined && { accessEndsAtMs: asked + seconds * 1_000 }),
    scopes: typeof scope === 'string' ? scope.split(/\s+/).filter(Boolean).slice(0, 100) : [],
  };
};

/** Microsoft writes them with and without its own address, and in any case. */
const plain = (scope: string): string =>
  scope.replace(/^https:\/\/graph\.microsoft\.com\//i, '').toLowerCase();

export const missingScopes = ({ scopes }: OAuthProvider, granted: readonly string[]): string[] => {
  const given = new Set(granted.map(plain));
  return scopes.filter((scope) => !given.has(plain(scope)));
};

const REFUSALS = new Map<unknown, OAuthErrorCode>([
  ['invalid_grant', 'invalid-grant'],
  ['invalid_token', 'invalid-grant'],
  // Microsoft, when an organisation wants the person to sign in again.
  ['interaction_required', 'invalid-grant'],
  ['consent_required', 'invalid-grant'],
  ['access_denied', 'consent-refused'],
  ['invalid_client', 'client-refused'],
  ['unauthorized_client', 'client-refused'],
  ['redirect_uri_mismatch', 'client-refused'],
  ['invalid_scope', 'client-refused'],
  ['temporarily_unavailable', 'away'],
  ['server_error', 'away'],
]);

/** Waiting and faults of the server's own come first: a page of an error behind a proxy says nothing about a grant. */
export const refusalOf = ({ status, headers, body }: GuardedResponse): OAuthError => {
  const passing = toOAuthError(statusError(status, headers));
  if (passing.retryable) return passing;
  const { error } = readObject(body) ?? {};
  return new OAuthError(REFUSALS.get(error) ?? 'bad-answer', { status });
};
