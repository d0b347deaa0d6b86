// Accounts over stores in memory, and providers that are asked over HTTP.
import { type BusyMirrorStore, type Connection, systemClock } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { connectionsEnvironment } from '../src/config/connection-variables.ts';
import { createClientSecrets } from '../src/connections/client-secrets.ts';
import { createAccounts } from '../src/connections/create-accounts.ts';
import { createProviders } from '../src/connections/providers.ts';
import { createSeal } from '../src/connections/seal-tokens.ts';
import { silentLog } from '../src/observability/log.ts';

export const ADA = 1001;
export const GOOGLE_CLIENT = {
  id: 'client-id',
  secret: 'client-secret',
  redirectUris: ['http://localhost/integrations/google/callback'],
};

export type AccountsWorld = ReturnType<typeof accountsWorld>;

export const accountsWorld = (env: Record<string, string> = {}, limitMs = 5_000) => {
  const { connections, dump } = createMemoryStores();
  const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));
  const parsed = connectionsEnvironment.parse({ CALDAV_HOSTS: '127.0.0.1,localhost', ...env });
  const secrets = createClientSecrets(parsed, async () => undefined);
  const lines: string[] = [];
  const removed: (string | undefined)[][] = [];
  const mirrors: Pick<BusyMirrorStore, 'remove'> = {
    remove: async (_owner, ...which) => void removed.push(which),
  };
  const world = {
    ...{ connections, seal, removed, lines },
    providers: createProviders({ env: parsed, secrets, now: Date.now }),
    /** What a reading finds. */
    fault: undefined as string | undefined,
    read: [] as string[],
    hasKey: true,
    /** Nobody is waited for long. */
    hurries: false,
    /** All that lies in the table. */
    stored: () => JSON.stringify(dump()),
    put: async (connection: Connection) => await connections.put(connection),
  };
  const accounts = createAccounts({
    ...{ connections, mirrors, providers: world.providers, limitMs },
    log: { ...silentLog, info: (...line) => void lines.push(JSON.stringify(line)) },
    seal: async () => (world.hasKey ? seal : undefined),
    // Pauses are quick; a limit, which only ends what hangs, is as long as it is: a busy machine must not meet it.
    clock: {
      ...systemClock,
      sleep: (ms, signal) => systemClock.sleep(ms > 1_000 && !world.hurries ? ms : ms / 100, signal),
    },
    calendars: {
      async read(connection) {
        world.read.push(connection.id);
        const { fault: _before, ...rest } = connection;
        await connections.put({ ...rest, ...(world.fault !== undefined && { fault: world.fault }) });
      },
    },
  });
  return { ...world, world, accounts };
};
