// Composes the function `web` from its environment: the table, a queue for what the worker is to do, and the app's documents.
import { type AccessStore, EXTRA_ITEM, isLetInAlone, systemClock } from '@steward/core';
import type { App } from '@steward/core/web-contract';
import { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
import { createDynamoDbBotStore } from './aws/dynamodb-bot-store.ts';
import { createDynamoDbBriefingStore } from './aws/dynamodb-briefing-store.ts';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { createDynamoDbClaimStore } from './aws/dynamodb-claim-store.ts';
import { createDynamoDbFailedTryStore } from './aws/dynamodb-failed-try-store.ts';
import { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
import { createDynamoDbReminderStore } from './aws/dynamodb-reminder-store.ts';
import { createDynamoDbSeenModelsStore } from './aws/dynamodb-seen-models-store.ts';
import { createDynamoDbSessionStore } from './aws/dynamodb-session-store.ts';
import { createDynamoDbSettingsStore } from './aws/dynamodb-settings-store.ts';
import { createDynamoDbSignInStore } from './aws/dynamodb-sign-in-store.ts';
import { createDynamoDbTicketStore } from './aws/dynamodb-ticket-store.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { composeIntegrations } from './compose-integrations.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { type WebEnvironment, webEnvironment } from './config/web-environment.ts';
import { lazily, lazyPort } from './lazily.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import type { Meter } from './observability/metrics.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { UpdateQueue } from './queue/update-queue.ts';
import { VERSION } from './version.ts';
import { loadedBridge } from './web/bridge/loaded-bridge.ts';
import { createWeb } from './web/create-web.ts';
import { createCallbacks } from './web/integrations/callbacks.ts';
import { createIntegrationRoutes, NOTHING } from './web/integrations/create-integration-routes.ts';
import { createRoutes } from './web/routes/create-routes.ts';
import { createDoors, createSignInList } from './web/sign-in/doors.ts';
import { publicKeyOf } from './web/sign-in/init-data.ts';
import { type Admit, createSessions } from './web/sign-in/sessions.ts';
import { createRequestLimit, createTries, HOUR_MS } from './web/sign-in/tries.ts';
import { loadedTeamRoutes } from './web/teams/loaded-team-routes.ts';
import { WebError } from './web/web-error.ts';

export interface WebOverrides {
  app: App;
  log?: Log;
  meter?: Meter;
  /** Of token keys, instead of SSM. */
  readKeys?: () => Promise<readonly string[]>;
  /** Instead of SQS, whose address is not needed then. */
  queue?: Pick<UpdateQueue, 'send'>;
  now?: () => number;
  /** Who is let in, where not the table alone says so. */
  access?: (stored: AccessStore) => AccessStore;
}

export const composeWeb = (environment: Record<string, string | undefined>, overrides: WebOverrides) => {
  const { app, log = createPowertoolsLog('web'), now = Date.now } = overrides;
  const env = parseEnvironment(webEnvironment, {
    ...environment,
    ...(overrides.queue && { UPDATE_QUEUE_URL: 'none' }),
  });
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  const profiles = createDynamoDbProfileStore(table);
  const stored = createDynamoDbAccessStore(table);
  const access = overrides.access?.(stored) ?? stored;
  const storedBot = createDynamoDbBotStore(table);
  const settings = createDynamoDbSettingsStore(table);
  const client = createSignedClient({ environment });
  const queue = overrides.queue ?? createSqsUpdateQueue({ client, queueUrl: env.UPDATE_QUEUE_URL });
  const limit = createRequestLimit(now);
  /** At each request: who was let in yesterday may not be today. */
  const admit: Admit = async (owner) => {
    limit(owner);
    const profile = await profiles.get(owner);
    const door = { allowed: env.ALLOWED_USER_IDS, access };
    if (!(await isLetInAlone(door, owner, profile))) throw new WebError('not-let-in');
    return profile;
  };
  const origin = env.PUBLIC_URL;
  const clock = { ...systemClock, now };
  const { integrations = NOTHING } = composeIntegrations({
    ...{ environment, env, table, readKeys: overrides.readKeys, origin },
    ...{ clock, log, meter: overrides.meter },
  });
  const sessions = createSessions({
    ...{ signIns: createDynamoDbSignInStore(table), admit, origin, now },
    hasCookies: origin.startsWith('https:'),
  });
  const tries = createTries({ failedTries: createDynamoDbFailedTryStore(table), now });
  const hourly = createDynamoDbFailedTryStore(table, HOUR_MS);
  const config = configOf(env);
  return createWeb({
    ...{ app, origin, log, parents: env.MINI_APP_PARENTS },
    callerOf: sessions.callerOf,
    callbacks: createCallbacks({ linking: integrations.linking, tries, log }),
    bridge: loadedBridge(
      lazily(async () => {
        const { composeBridge } = await import('./compose-bridge.ts');
        return composeBridge({ table, tries, admit, hourly, now });
      }),
    ),
    doors: createDoors({
      ...{ sessions, admit, origin, now, settings },
      tries,
      tickets: createDynamoDbTicketStore(table),
      bot: storedBot,
      keys: env.MINI_APP_KEYS.map(publicKeyOf),
      telegramUrl: env.TELEGRAM_URL,
    }),
    routes: {
      'GET /api/sign-ins': createSignInList({ sessions }),
      ...createIntegrationRoutes({
        ...{ integrations, storedBot, telegramUrl: env.TELEGRAM_URL, hourly, now },
      }),
      ...loadedTeamRoutes(
        lazily(async () => {
          const { composeWebTeams } = await import('./compose-web-teams.ts');
          return composeWebTeams({
            ...{ table, profiles, settings, access, config, queue, integrations, clock },
            ...{ storedBot, telegramUrl: env.TELEGRAM_URL, hourly },
          });
        }),
      ),
      ...createRoutes({
        ...{ profiles, settings, access, storedBot, queue, clock, config },
        sessions: createDynamoDbSessionStore(table),
        reminders: createDynamoDbReminderStore(table),
        briefings: createDynamoDbBriefingStore(table),
        extras: createDynamoDbBriefingStore(table, EXTRA_ITEM),
        claims: createDynamoDbClaimStore(table),
        seenModels: createDynamoDbSeenModelsStore(table),
        teams: lazyPort(async () => {
          const { createDynamoDbTeamStore } = await import('./aws/dynamodb-team-store.ts');
          return createDynamoDbTeamStore(table);
        }),
        usage: lazyPort(async () => {
          const { createDynamoDbUsageStore } = await import('./aws/dynamodb-usage-store.ts');
          return createDynamoDbUsageStore(table);
        }),
        activeOwners: lazyPort(async () => {
          const { createDynamoDbActiveOwners } = await import('./aws/dynamodb-active-owners.ts');
          return createDynamoDbActiveOwners(table);
        }),
      }),
    },
  });
};

const configOf = (env: WebEnvironment) => ({
  allowed: env.ALLOWED_USER_IDS,
  streaming: env.STREAMING,
  turnLimits: { atOnce: env.MAX_TURNS_AT_ONCE, anHour: env.MAX_TURNS_PER_HOUR },
  models: env.MODELS ?? [],
  version: VERSION,
});
