// How the OAuth servers that we pretend to be differ, as data.

export interface OAuthFlavour {
  name: string;
  /** What a stand-in of it is called. */
  demo: string;
  authorizePath: string;
  tokenPath: string;
  /** Absent: there is no way to revoke. */
  revokePath?: string;
  /** Parameters of the consent page beside those of OAuth itself. */
  authorizeParameters: readonly string[];
  /** Fields of the token request beside those of OAuth itself. */
  tokenParameters: readonly string[];
  /** Where the client's secret is: in the form, or in `Authorization: Basic` of a JSON request. */
  client: 'form' | 'basic-json';
  pkce: boolean;
  /** What may be asked for; undefined where scopes are unknown. */
  scopes?: readonly string[];
  /** What scopes allow, for the person who is asked. */
  words: Readonly<Record<string, string>>;
  /** Those that give a refresh token and are not told in the answer. */
  offlineScope?: string;
  /** Whether a refresh token comes only with `access_type=offline`, and again only with `prompt=consent`. */
  asksOffline: boolean;
  /** Parameters that the service cannot do without. */
  required: Readonly<Record<string, string>>;
  /** What a refresh does to the refresh token: it stays, a further one comes, or it is replaced and dies. */
  rotation: 'stays' | 'further' | 'replaced';
  /** To revoke one token ends all that the account has allowed. */
  revokesAll?: true;
  /** Access tokens end after this; undefined: never. */
  lifetimeMs?: number;
}

const HOUR_MS = 3_600_000;
const GOOGLE = 'https://www.googleapis.com/auth/';
const GOOGLE_WORDS = {
  [`${GOOGLE}calendar.events`]: 'see your events, and put in those that you confirm',
  [`${GOOGLE}calendar.freebusy`]: 'see when you are busy',
  [`${GOOGLE}calendar.calendarlist.readonly`]: 'see which calendars you have',
  [`${GOOGLE}calendar.readonly`]: 'see your calendars',
};

export const googleFlavour: OAuthFlavour = {
  name: 'Google',
  demo: 'Demo calendar',
  authorizePath: '/o/oauth2/v2/auth',
  tokenPath: '/token',
  revokePath: '/revoke',
  authorizeParameters: [
    'access_type',
    'prompt',
    'include_granted_scopes',
    'login_hint',
    'enable_granular_consent',
  ],
  tokenParameters: [],
  client: 'form',
  pkce: true,
  scopes: Object.keys(GOOGLE_WORDS),
  words: GOOGLE_WORDS,
  asksOffline: true,
  required: {},
  rotation: 'stays',
  revokesAll: true,
  lifetimeMs: HOUR_MS,
};

export const microsoftFlavour: OAuthFlavour = {
  name: 'Microsoft',
  demo: 'Demo Outlook',
  authorizePath: '/common/oauth2/v2.0/authorize',
  tokenPath: '/common/oauth2/v2.0/token',
  authorizeParameters: ['response_mode', 'prompt', 'login_hint', 'domain_hint'],
  tokenParameters: ['scope'],
  client: 'form',
  pkce: true,
  scopes: ['offline_access', 'Calendars.ReadWrite', 'Calendars.Read', 'User.Read'],
  words: {
    offline_access: 'stay connected',
    'Calendars.ReadWrite': 'see your events, and put in those that you confirm',
    'Calendars.Read': 'see your events',
    'User.Read': 'see whose account it is',
  },
  offlineScope: 'offline_access',
  asksOffline: false,
  required: {},
  rotation: 'further',
  lifetimeMs: HOUR_MS,
};

export const notionFlavour: OAuthFlavour = {
  name: 'Notion',
  demo: 'Demo notes',
  authorizePath: '/v1/oauth/authorize',
  tokenPath: '/v1/oauth/token',
  revokePath: '/v1/oauth/revoke',
  authorizeParameters: ['owner'],
  tokenParameters: [],
  client: 'basic-json',
  pkce: false,
  words: {},
  asksOffline: false,
  required: { owner: 'user' },
  rotation: 'replaced',
};
