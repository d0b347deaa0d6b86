// How each provider looks, what it is called, and where it lists what may use an account.
import type { IntegrationOffer, IntegrationProvider } from '@steward/core/web-contract';
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

/** What has no name of its own is called by what it is. */
export const nameOf = ({ provider, name }: Pick<IntegrationOffer, 'provider' | 'name'>): string =>
  t('integrations').names[provider] ?? name;

export const ACCESS_LISTS: Partial<Record<IntegrationProvider, string>> = {
  google: 'https://myaccount.google.com/connections',
  microsoft: 'https://account.live.com/consent/Manage',
  notion: 'https://www.notion.so/profile/integrations',
};
