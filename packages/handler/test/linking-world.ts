// Connecting through a provider's page, over stores in memory and a Google that fits on this machine.
import type { Connection } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { type FakeGoogle, giveConsent, startFakeGoogle } from '@steward/stand-ins/testing';
import { connectionsEnvironment } from '../src/config/connection-variables.ts';
import { createClientSecrets } from '../src/connections/client-secrets.ts';
import { createLinking } from '../src/connections/create-linking.ts';
import type { ConsentEnd } from '../src/connections/linking.ts';
import { createProviders } from '../src/connections/providers.ts';
import { createSeal } from '../src/connections/seal-tokens.ts';
import type { LogFields } from '../src/observability/log.ts';
import { silentMeter } from '../src/observability/metrics.ts';

export const LINKED_ORIGIN = 'https://steward.example';
export const LINKED_CLIENT = {
  id: 'client-id',
  secret: 'canary-secret',
  redirectUris: [`${LINKED_ORIGIN}/integrations/google/callback`],
};

export const startLinkingGoogle = (): Promise<FakeGoogle> =>
  startFakeGoogle({ client: LINKED_CLIENT, accounts: ['ada@example.com', 'home@example.com'] });

export type LinkingWorld = ReturnType<typeof linkingWorld>;
type Consent = Parameters<typeof giveConsent>[1];

export const linkingWorld = (google: FakeGoogle) => {
  const stores = createMemoryStores();
  const clock = createFakeClock(Date.now());
  const log: string[] = [];
  const note = (message: string, fields?: LogFields) => void log.push(`${message} ${JSON.stringify(fields)}`);
  const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));
  const env = {
    GOOGLE_URL: google.url,
    GOOGLE_CLIENT_ID: LINKED_CLIENT.id,
    GOOGLE_CLIENT_SECRET: LINKED_CLIENT.secret,
  };
  const parsed = connectionsEnvironment.parse({ ...env, NOTION_CLIENT_ID: 'n', NOTION_CLIENT_SECRET: 's' });
  const secrets = createClientSecrets(parsed, async () => undefined);
  const providers = createProviders({ env: parsed, secrets, now: clock.now });
  const world = { hasKey: true, isOff: false, read: [] as string[] };
  const linking = createLinking({
    ...{ connections: stores.connections, consents: stores.consents, clock, meter: silentMeter },
    providers: {
      ...providers,
      oauth: async (provider) => (world.isOff ? undefined : await providers.oauth(provider)),
    },
    seal: async () => (world.hasKey ? seal : undefined),
    origin: LINKED_ORIGIN,
    log: {
      info: note,
      warn: note,
      error: (message, _error, fields) => note(message, fields),
      child: () => never(),
    },
    mirrors: stores.busyMirrors,
    calendars: { read: async ({ id }) => void world.read.push(id) },
  });
  /** From the app to the provider and back: what the provider sends the browser with. */
  const agree = async (owner: number, consent: Consent = {}, again?: string): Promise<URLSearchParams> => {
    const asked = { provider: 'google' as const, ...(again !== undefined && { again }) };
    return (await giveConsent(await linking.begin(owner, asked), consent)).searchParams;
  };
  const comeBack = async (owner: number, consent: Consent = {}, again?: string): Promise<string> =>
    codeOf(await linking.finish('google', await agree(owner, consent, again)));
  return {
    ...{ stores, clock, log, seal, linking, google, world, agree, comeBack },
    async connect(owner: number, consent: Consent = {}, again?: string): Promise<Connection> {
      const connected = await linking.confirm(owner, await comeBack(owner, consent, again));
      if (!connected) throw new Error('not connected');
      return connected;
    },
    stored: () => JSON.stringify(stores.dump().items),
  };
};

export const codeOf = (end: ConsentEnd): string => {
  if ('code' in end) return end.code;
  throw new Error(`refused: ${end.refused}`);
};

const never = (): never => {
  throw new Error('Nobody asks for it');
};
