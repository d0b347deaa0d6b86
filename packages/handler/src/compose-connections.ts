// Composes what connects accounts and reads them, for the function `web` and for the worker. All of it is loaded when
// somebody uses it for the first time.
import type { Clock } from '@steward/core';
import { createDynamoDbBusyMirrorStore } from './aws/dynamodb-busy-mirror-store.ts';
import { createDynamoDbConnectionStore } from './aws/dynamodb-connection-store.ts';
import { createDynamoDbConsentStore } from './aws/dynamodb-consent-store.ts';
import { createDynamoDbEventDraftStore, createDynamoDbEventLog } from './aws/dynamodb-event-stores.ts';
import { createDynamoDbNoteStore } from './aws/dynamodb-note-store.ts';
import { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
import { createDynamoDbReminderStore } from './aws/dynamodb-reminder-store.ts';
import type { DynamoDbDependencies } from './aws/dynamodb-table.ts';
import type { Environment } from './aws/environment.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { readSsmParameters } from './aws/ssm-secrets.ts';
import { composeSeal } from './compose-seal.ts';
import type { ConnectionsEnvironment } from './config/connection-variables.ts';
import { createClientSecrets } from './connections/client-secrets.ts';
import { createAccounts } from './connections/create-accounts.ts';
import { createCalendarReading } from './connections/create-calendar-reading.ts';
import { createLinking } from './connections/create-linking.ts';
import { createNoteTargets } from './connections/note-targets.ts';
import type { ConnectionParts } from './connections/parts.ts';
import { createProviders } from './connections/providers.ts';
import { createReadConnection } from './connections/read-connection.ts';
import { createSharedBusy } from './connections/shared-busy.ts';
import type { IntegrationServices } from './context/services.ts';
import { createEvents } from './events/create-events.ts';
import type { Log } from './observability/log.ts';
import { createPowertoolsMeter, type Meter } from './observability/metrics.ts';

export interface ConnectionsComposition {
  environment: Environment;
  env: ConnectionsEnvironment;
  table: DynamoDbDependencies;
  /** Of the app: providers send browsers back there; undefined: there is none. */
  origin: string | undefined;
  /** Of token keys, in place of SSM: a local run has them in a file. */
  readKeys?: (() => Promise<readonly string[]>) | undefined;
  clock: Clock;
  log: Log;
  /** Absent: that of `web`, loaded here and not at its start. */
  meter?: Meter | undefined;
}

export const composeConnections = (composition: ConnectionsComposition): IntegrationServices => {
  const { environment, env, table, readKeys, origin, clock, log, meter = webMeter() } = composition;
  const client = createSignedClient({ environment });
  const secrets = createClientSecrets(env, async (name) =>
    (await readSsmParameters(client, [name])).get(name),
  );
  const parts: ConnectionParts = {
    ...{ origin, clock, log, meter },
    connections: createDynamoDbConnectionStore(table),
    consents: createDynamoDbConsentStore(table),
    providers: createProviders({ env, secrets, now: clock.now }),
    seal: composeSeal({ environment, names: env.TOKEN_KEYS_PARAMETERS, readKeys }),
  };
  const notes = createNoteTargets({ ...parts, notes: createDynamoDbNoteStore(table) });
  const mirrors = createDynamoDbBusyMirrorStore(table);
  const profiles = createDynamoDbProfileStore(table);
  const reading = createCalendarReading({ ...parts, mirrors, profiles });
  const calendars = { ...reading, read: createReadConnection({ ...parts, calendars: reading, notes }) };
  return {
    linking: createLinking({ ...parts, mirrors, calendars }),
    accounts: createAccounts({ ...parts, mirrors, calendars }),
    calendars,
    notes,
    events: createEvents({
      ...{ ...parts, calendars: reading },
      drafts: createDynamoDbEventDraftStore(table),
      events: createDynamoDbEventLog(table),
      profiles,
      reminders: createDynamoDbReminderStore(table),
    }),
    sharedBusy: createSharedBusy({ ...parts, mirrors, calendars }),
    connections: parts.connections,
  };
};

/** Nothing flushes it at the end of a request. */
const webMeter = (): Meter => {
  const meter = createPowertoolsMeter('web');
  return {
    ...meter,
    time(...measured) {
      meter.time(...measured);
      meter.flush();
    },
  };
};
