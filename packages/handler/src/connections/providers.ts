// The providers that the operator has set up: what each is called, how to sign in there, and where it is.
import type { GuardedFetch, OAuthClient, OAuthProvider } from '@steward/connectors/oauth';
import type { ConsentProvider } from '@steward/core/web-contract';
import type { ConnectionsEnvironment } from '../config/connection-variables.ts';
import type { ClientSecrets } from './client-secrets.ts';
import type { ProviderOffer } from './linking.ts';

export interface Providers {
  /** All that can be connected here, in the order in which it is shown. */
  offers(): Promise<readonly ProviderOffer[]>;
  /** Undefined where the operator has not set it up. */
  oauth(provider: ConsentProvider): Promise<OAuthClient | undefined>;
  /** Where its API is, if not where everybody's is: a stand-in. */
  originOf(provider: ConsentProvider): string | undefined;
  /** Whether the operator has named this host: it may be private, and speak plain http. */
  allows(url: URL): Promise<boolean>;
  /** Reaches the world, what the operator has named besides, and stand-ins. */
  fetch(): Promise<GuardedFetch>;
}

export interface ProviderDependencies {
  env: ConnectionsEnvironment;
  secrets: ClientSecrets;
  now: () => number;
}

const CONSENT: readonly ConsentProvider[] = ['google', 'microsoft', 'notion'];

const NAMES: Record<ConsentProvider, { name: string; demo: string; gives: ProviderOffer['gives'] }> = {
  google: { name: 'Google Calendar', demo: 'Demo calendar', gives: 'calendars' },
  microsoft: { name: 'Outlook', demo: 'Demo Outlook', gives: 'calendars' },
  notion: { name: 'Notion', demo: 'Demo notes', gives: 'notes' },
};

/** These need nothing of the operator. */
const ALWAYS: readonly ProviderOffer[] = [
  { provider: 'caldav', name: 'iCloud or another CalDAV server', gives: 'calendars' },
  { provider: 'ics', name: 'Calendar address (ICS)', gives: 'calendars' },
  { provider: 'apple-notes', name: 'Apple Notes', gives: 'notes' },
];

export const createProviders = ({ env, secrets, now }: ProviderDependencies): Providers => {
  const settings: Record<ConsentProvider, { clientId: string | undefined; url: string | undefined }> = {
    google: { clientId: env.GOOGLE_CLIENT_ID, url: env.GOOGLE_URL },
    microsoft: { clientId: env.MICROSOFT_CLIENT_ID, url: env.MICROSOFT_URL },
    notion: { clientId: env.NOTION_CLIENT_ID, url: env.NOTION_URL },
  };
  const originOf = (provider: ConsentProvider): string | undefined => {
    const { url } = settings[provider];
    return url === undefined ? undefined : new URL(url).origin;
  };
  const standIns = CONSENT.flatMap((provider) => originOf(provider) ?? []).map((url) => new URL(url).host);
  const allowedHosts = [...env.CALDAV_HOSTS, ...standIns];
  let fetching: Promise<GuardedFetch> | undefined;
  const guardedFetch = async (): Promise<GuardedFetch> => {
    const { createGuardedFetch } = await import('@steward/connectors/oauth');
    return createGuardedFetch({ allowedHosts });
  };
  const fetch = (): Promise<GuardedFetch> => {
    fetching ??= guardedFetch();
    return fetching;
  };
  const clientOf = async (provider: ConsentProvider) => {
    const { clientId } = settings[provider];
    const clientSecret = clientId === undefined ? undefined : await secrets.of(provider);
    return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  };

  return {
    originOf,
    fetch,
    async allows(url) {
      const { createHostTest } = await import('@steward/connectors/oauth');
      return createHostTest(allowedHosts)(url);
    },
    async offers() {
      const set = await Promise.all(
        CONSENT.map(async (provider) => ((await clientOf(provider)) ? [provider] : [])),
      );
      const consents = set.flat().map((provider): ProviderOffer => {
        const { name, demo, gives } = NAMES[provider];
        const isDemo = originOf(provider) !== undefined;
        return { provider, name: isDemo ? demo : name, gives, ...(isDemo && { isDemo }) };
      });
      return [...consents, ...ALWAYS];
    },
    async oauth(provider) {
      const client = await clientOf(provider);
      if (!client) return undefined;
      const oauth = await import('@steward/connectors/oauth');
      const described: Record<ConsentProvider, OAuthProvider> = {
        google: oauth.googleProvider,
        microsoft:
          env.MICROSOFT_TENANT === undefined
            ? oauth.microsoftProvider
            : oauth.microsoftOf(env.MICROSOFT_TENANT),
        notion: oauth.notionProvider,
      };
      const origin = originOf(provider);
      return oauth.createOAuthClient({
        ...{ ...client, now, fetch: await fetch() },
        provider: origin === undefined ? described[provider] : oauth.providerAt(described[provider], origin),
      });
    },
  };
};
