// How each provider looks, what it is called, and where it lists what may use an account.
import type { IntegrationOffer, IntegrationProvider, IntegrationView } from '@steward/core/web-contract';
import type { IconName, Tint } from '../../components/icons.tsx';
import { t } from '../../texts/texts.ts';

export const LOOKS: Record<IntegrationProvider, { icon: IconName; tint: Tint }> = {
  google: { icon: 'calendar', tint: 'blue' },
  microsoft: { icon: 'calendar', tint: 'teal' },
  caldav: { icon: 'calendar', tint: 'red' },
  ics: { icon: 'link', tint: 'violet' },
  notion: { icon: 'file', tint: 'night' },
  'apple-notes': { icon: 'file', tint: 'yellow' },
};

/** Of what is offered no more only the provider is told. */
const BRANDS: Partial<Record<string, string>> = {
  google: 'Google Calendar',
  microsoft: 'Outlook',
  notion: 'Notion',
};

/** What has no name of its own is called by what it is. */
export const nameOf = ({ provider, name }: Pick<IntegrationOffer, 'provider' | 'name'>): string =>
  t('integrations').names[provider] ?? BRANDS[name] ?? name;

/** A feed is known by what the person calls it: many have the same host. */
export const accountOf = ({ provider, account, calendars }: IntegrationView): string =>
  (provider === 'ics' && calendars[0]?.name) || account;

export const ACCESS_LISTS: Partial<Record<IntegrationProvider, string>> = {
  google: 'https://myaccount.google.com/connections',
  microsoft: 'https://account.live.com/consent/Manage',
  notion: 'https://www.notion.so/profile/integrations',
};
