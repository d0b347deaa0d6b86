// The secrets with which Steward itself signs in at providers, each read when it is needed first and apart from all others:
// one that is missing takes nothing with it.
import type { ConsentProvider } from '@steward/core/web-contract';
import type { ConnectionsEnvironment } from '../config/connection-variables.ts';
import { PENDING } from './token-keys.ts';

export interface ClientSecrets {
  /** Undefined: there is none, and the provider is off. */
  of(provider: ConsentProvider): Promise<string | undefined>;
}

/** @param read the value of an SSM parameter; undefined where there is none. Throws where SSM does not answer. */
export const createClientSecrets = (
  env: ConnectionsEnvironment,
  read: (parameter: string) => Promise<string | undefined>,
): ClientSecrets => {
  const places: Record<ConsentProvider, [value: string | undefined, parameter: string | undefined]> = {
    google: [env.GOOGLE_CLIENT_SECRET, env.GOOGLE_CLIENT_SECRET_PARAMETER],
    microsoft: [env.MICROSOFT_CLIENT_SECRET, env.MICROSOFT_CLIENT_SECRET_PARAMETER],
    notion: [env.NOTION_CLIENT_SECRET, env.NOTION_CLIENT_SECRET_PARAMETER],
  };
  const known = new Map<ConsentProvider, string>();
  return {
    async of(provider) {
      const [value, parameter] = places[provider];
      if (value !== undefined || parameter === undefined) return value;
      const kept = known.get(provider) ?? (await read(parameter))?.trim();
      if (kept === undefined || kept === '' || kept === PENDING) return undefined;
      known.set(provider, kept);
      return kept;
    },
  };
};
