// Composes what connects accounts and reads them, for the function `web` and for the worker. All of it is loaded when
// somebody uses it for the first time.
import type { Clock } from '@steward/core';
import { createDynamoDbConnectionStore } from './aws/dynamodb-connection-store.ts';
import type { DynamoDbDependencies } from './aws/dynamodb-table.ts';
import type { Environment } from './aws/environment.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { readSsmParameters } from './aws/ssm-secrets.ts';
import { composeSeal } from './compose-seal.ts';
import type { ConnectionsEnvironment } from './config/connection-variables.ts';
import { createClientSecrets } from './connections/client-secrets.ts';
import { createProviders } from './connections/providers.ts';
import type { Log } from './observability/log.ts';
import type { Meter } from './observability/metrics.ts';

export interface ConnectionsComposition {
  environment: Environment;
  env: ConnectionsEnvironment;
  table: DynamoDbDependencies;
  /** Of the app: providers send browsers back there. */
  origin: string;
  /** Of token keys, in place of SSM: a local run has them in a file. */
  readKeys?: (() => Promise<readonly string[]>) | undefined;
  clock: Clock;
  log: Log;
  meter: Meter;
}

export const composeConnections = ({ environment, env, table, readKeys, clock }: ConnectionsComposition) => {
  const client = createSignedClient({ environment });
  const secrets = createClientSecrets(env, async (name) =>
    (await readSsmParameters(client, [name])).get(name),
  );
  const providers = createProviders({ env, secrets, now: clock.now });
  const seal = composeSeal({ environment, names: env.TOKEN_KEYS_PARAMETERS, readKeys });
  const connections = createDynamoDbConnectionStore(table);
  return { connections, providers, seal };
};
