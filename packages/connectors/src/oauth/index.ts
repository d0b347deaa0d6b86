// A face of its own: signing in at a provider needs none of the clients of calendars, which weigh fifty times as much.
export { ConnectorError, type ConnectorErrorCode } from '../connector-error.ts';
export { createHostTest } from '../http/allowed-hosts.ts';
export { createGuardedFetch, type GuardedFetch } from '../http/guarded-fetch.ts';
export { createOAuthClient, type OAuthClient, type OAuthGrant } from './oauth-client.ts';
export { OAuthError, type OAuthErrorCode } from './oauth-error.ts';
export {
  googleProvider,
  microsoftOf,
  microsoftProvider,
  notionProvider,
  type OAuthProvider,
  providerAt,
} from './oauth-provider.ts';
export { newVerifier } from './pkce.ts';
export { type Callback, readCallback } from './read-callback.ts';
