// Where providers send browsers back to. The operator registers these addresses with them: they stay as they are.
import type { ConsentProvider } from '@steward/core/web-contract';

export const CALLBACK_PATHS: Record<ConsentProvider, string> = {
  google: '/integrations/google/callback',
  microsoft: '/integrations/outlook/callback',
  notion: '/integrations/notion/callback',
};

/** The same text at the consent page and at the exchange, or the provider refuses. */
export const redirectUriOf = (origin: string, provider: ConsentProvider): string =>
  new URL(CALLBACK_PATHS[provider], origin).href;
