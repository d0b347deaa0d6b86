// How providers differ in signing in, as data.
import { isObject, readName } from '../http/read-fields.ts';

export interface OAuthAccount {
  /** The provider's, and the same at each sign-in. */
  id: string;
  /** What the person knows it by: an address of mail, or a workspace. */
  name: string;
}

export interface OAuthProvider {
  id: 'google' | 'microsoft' | 'notion';
  authorizeUrl: string;
  tokenUrl: string;
  /** Absent: there is no way to take a grant back, but for the person on the provider's own pages. */
  revokeUrl?: string;
  /** Where the account is asked for with a token; absent: the token answer tells. */
  accountUrl?: string;
  /** All of them are needed. Empty: the provider has none. */
  scopes: readonly string[];
  /** Asked for besides, and not told in the answer. */
  silentScopes: readonly string[];
  /** Parameters of the consent page. */
  extras: Readonly<Record<string, string>>;
  /** Where the secret goes: into the form, or into `Authorization: Basic` of a JSON request. */
  client: 'form' | 'basic-json';
  /** Notion refuses a verifier. */
  pkce: boolean;
  /** Access ends without one. */
  needsRefreshToken: boolean;
  /** From the answer of `accountUrl`, or of the token endpoint. */
  readAccount(answer: Record<string, unknown>): OAuthAccount | undefined;
}

const GOOGLE_SCOPE = 'https://www.googleapis.com/auth/calendar.';

export const googleProvider: OAuthProvider = {
  id: 'google',
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revokeUrl: 'https://oauth2.googleapis.com/revoke',
  // Of the primary calendar the id is the account's address: no further scope is needed to know it.
  accountUrl: 'https://www.googleapis.com/calendar/v3/users/me/calendarList/primary',
  scopes: ['events', 'freebusy', 'calendarlist.readonly'].map((scope) => GOOGLE_SCOPE + scope),
  silentScopes: [],
  // Only so there is a refresh token, also at the second time.
  extras: { access_type: 'offline', prompt: 'consent' },
  client: 'form',
  pkce: true,
  needsRefreshToken: true,
  readAccount: ({ id }) => accountOf(id, id),
};

export const microsoftProvider: OAuthProvider = {
  id: 'microsoft',
  authorizeUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  accountUrl: 'https://graph.microsoft.com/v1.0/me',
  scopes: ['Calendars.ReadWrite', 'User.Read'],
  silentScopes: ['offline_access'],
  extras: { response_mode: 'query', prompt: 'select_account' },
  client: 'form',
  pkce: true,
  needsRefreshToken: true,
  readAccount: ({ id, mail, userPrincipalName }) => accountOf(id, mail ?? userPrincipalName),
};

export const notionProvider: OAuthProvider = {
  id: 'notion',
  authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
  tokenUrl: 'https://api.notion.com/v1/oauth/token',
  revokeUrl: 'https://api.notion.com/v1/oauth/revoke',
  scopes: [],
  silentScopes: [],
  extras: { owner: 'user' },
  client: 'basic-json',
  pkce: false,
  needsRefreshToken: false,
  // The bot of a workspace is one for each person who lets it in.
  readAccount: ({ bot_id, workspace_name, owner }) =>
    accountOf(bot_id, addressIn(owner) ?? workspace_name ?? 'Notion'),
};

/** The same provider with its addresses elsewhere: for stand-ins, which have all of them in one place. */
export const providerAt = (provider: OAuthProvider, origin: string): OAuthProvider => {
  const moved = (url: string): string => new URL(new URL(url).pathname, origin).href;
  return {
    ...provider,
    authorizeUrl: moved(provider.authorizeUrl),
    tokenUrl: moved(provider.tokenUrl),
    ...(provider.revokeUrl !== undefined && { revokeUrl: moved(provider.revokeUrl) }),
    ...(provider.accountUrl !== undefined && { accountUrl: moved(provider.accountUrl) }),
  };
};

/** Only accounts of this organisation (its id or domain) may sign in, or of those that `common` stands for. */
export const microsoftOf = (tenant: string): OAuthProvider => ({
  ...microsoftProvider,
  authorizeUrl: microsoftProvider.authorizeUrl.replace('/common/', `/${encodeURIComponent(tenant)}/`),
  tokenUrl: microsoftProvider.tokenUrl.replace('/common/', `/${encodeURIComponent(tenant)}/`),
});

const accountOf = (id: unknown, name: unknown): OAuthAccount | undefined => {
  const [known, shown] = [readName(id), readName(name)];
  return known === undefined || shown === undefined ? undefined : { id: known, name: shown };
};

const addressIn = (owner: unknown): string | undefined => {
  const user = isObject(owner) && isObject(owner.user) ? owner.user : {};
  return isObject(user.person) ? readName(user.person.email) : undefined;
};
