// The requests behind a sign-in: two kinds of form, and the question whose token it is.
import type { GuardedRequest, GuardedResponse } from '../http/guarded-fetch.ts';
import { readObject } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';
import type { OAuthClientDependencies } from './oauth-client.ts';
import { OAuthError, toOAuthError } from './oauth-error.ts';
import type { OAuthAccount } from './oauth-provider.ts';
import { bad, readTokens, refusalOf } from './token-answer.ts';

const MAX_BYTES = 64 * 1_024;

export const createProviderCalls = ({
  provider,
  clientId,
  clientSecret,
  fetch,
  now = Date.now,
}: OAuthClientDependencies) => {
  const ask = async (url: string, request: GuardedRequest): Promise<GuardedResponse> => {
    try {
      return await fetch(url, { maxBytes: MAX_BYTES, ...request });
    } catch (error) {
      throw toOAuthError(error);
    }
  };

  const post = (url: string, fields: Record<string, string>, signal?: AbortSignal) => {
    const form = provider.client === 'form';
    return ask(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      },
      ...(!form && { authorization: basic(clientId, clientSecret) }),
      body: form ? String(new URLSearchParams(fields)) : JSON.stringify(fields),
      signal,
    });
  };

  const askToken = async (fields: Record<string, string>, signal?: AbortSignal) => {
    const secret = provider.client === 'form' && { client_id: clientId, client_secret: clientSecret };
    const asked = now();
    const response = await post(provider.tokenUrl, { ...fields, ...secret }, signal);
    if (response.status !== 200) throw refusalOf(response);
    const answer = readObject(response.body) ?? {};
    return { answer, tokens: readTokens(answer, asked) };
  };

  const accountOf = async (
    answer: Record<string, unknown>,
    accessToken: string,
    signal?: AbortSignal,
  ): Promise<OAuthAccount> => {
    const { accountUrl } = provider;
    if (accountUrl === undefined) return provider.readAccount(answer) ?? bad();
    const response = await ask(accountUrl, { authorization: `Bearer ${accessToken}`, signal });
    // The scopes were there: it is a limit, or the operator has not switched the API on.
    if (response.status === 403)
      throw new OAuthError(/rateLimit|quota/i.test(response.body) ? 'throttled' : 'client-refused');
    if (response.status !== 200) throw toOAuthError(statusError(response.status, response.headers, now()));
    return provider.readAccount(readObject(response.body) ?? {}) ?? bad();
  };

  return { post, askToken, accountOf };
};

const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
