// Composes the worker from its environment: adapters for every port, and the bot on top.
import {
  type AccessStore,
  type ArchiveStore,
  type BodyKind,
  type FileTextStore,
  type Leftovers,
  type ModelProvider,
  systemClock,
} from '@steward/core';
import { cloudLeftovers } from './aws/cloud-leftovers.ts';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { createDynamoDbModelServerStore } from './aws/dynamodb-model-server-store.ts';
import { createDynamoDbStores } from './aws/dynamodb-stores.ts';
import { createLazyBodies } from './aws/lazy-bodies.ts';
import { createLazyPower } from './aws/lazy-power.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { createSsmSecrets } from './aws/ssm-secrets.ts';
import { watchModels } from './chat/watch-models.ts';
import { composeIntegrations } from './compose-integrations.ts';
import { composeModel } from './compose-model.ts';
import { composeSpeech } from './compose-speech.ts';
import { composeTelegram } from './compose-telegram.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { type WorkerEnvironment, workerEnvironment } from './config/worker-environment.ts';
import type { BotConfig, Services } from './context/services.ts';
import { ownedItems } from './features/index.ts';
import { lazyPort } from './lazily.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createPowertoolsMeter, type Meter } from './observability/metrics.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { UpdateQueue } from './queue/update-queue.ts';
import { VERSION } from './version.ts';
import { createWorker } from './worker/create-worker.ts';

export interface WorkerOverrides {
  log?: Log;
  meter?: Meter;
  /** Instead of SQS, whose address is not needed then. */
  queue?: UpdateQueue;
  /** Instead of S3, whose bucket is not needed then. */
  bodies?: { archives: ArchiveStore; files: FileTextStore };
  /** Of token keys, instead of SSM. */
  readKeys?: () => Promise<readonly string[]>;
  /** Instead of what AWS keeps of what was deleted. */
  leftovers?: Leftovers;
  /** Who is let in, where not the table alone says so. */
  access?: (stored: AccessStore) => AccessStore;
  /** The chats are shown on this machine: a button may lead to it, which Telegram refuses. */
  takesLocalLinks?: true;
  /** What answers instead of the configured server, or around it. */
  model?: (ollama: ModelProvider) => ModelProvider;
}

/** Reads the secrets once; throws (and is tried again by the next invocation) when they cannot be read. */
export const composeWorker = async (
  environment: Record<string, string | undefined>,
  overrides: WorkerOverrides = {},
) => {
  const services = await composeServices(environment, overrides);
  return createWorker(services);
};

export const composeServices = async (
  environment: Record<string, string | undefined>,
  overrides: WorkerOverrides,
): Promise<Services> => {
  const env = parseEnvironment(workerEnvironment, {
    ...environment,
    ...(overrides.queue && { UPDATE_QUEUE_URL: 'none' }),
    ...(overrides.bodies && { ARCHIVE_BUCKET: 'none' }),
  });
  const client = createSignedClient({ environment });
  const secrets = createSsmSecrets({ client, names: secretsOf(env) });
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  const inBucket = (kind: BodyKind) => createLazyBodies(environment, env.ARCHIVE_BUCKET, kind);
  const { archives, files } = overrides.bodies ?? {
    archives: inBucket('archives'),
    files: inBucket('files'),
  };
  const stores = createDynamoDbStores({ ...table, bodies: [archives, files], items: ownedItems() });
  const log = overrides.log ?? createPowertoolsLog('worker');
  const meter = overrides.meter ?? createPowertoolsMeter('worker');
  return {
    ...(await composeTelegram(env, secrets)),
    ...composeSpeech(env, secrets),
    ...stores,
    access: overrides.access?.(stores.access) ?? stores.access,
    settings: lazyPort(async () => {
      const { createDynamoDbSettingsStore } = await import('./aws/dynamodb-settings-store.ts');
      return createDynamoDbSettingsStore(table);
    }),
    archives,
    files,
    readDocument: async (bytes, signal) => {
      const { readDocument } = await import('./document-reader/start-reader.ts');
      return await readDocument(bytes, signal, { libraryPath: environment.LD_LIBRARY_PATH });
    },
    leftovers: overrides.leftovers ?? cloudLeftovers,
    queue:
      overrides.queue ??
      createSqsUpdateQueue({ client, queueUrl: env.UPDATE_QUEUE_URL, dueQueueUrl: env.DUE_QUEUE_URL }),
    ...watchModels({
      ...composeModel(env, secrets, overrides.model),
      ...(env.OLLAMA_INSTANCE_ID && {
        modelServer: {
          power: createLazyPower(environment, env.OLLAMA_INSTANCE_ID),
          store: createDynamoDbModelServerStore(table),
        },
      }),
      seenModels: lazyPort(async () => {
        const { createDynamoDbSeenModelsStore } = await import('./aws/dynamodb-seen-models-store.ts');
        return createDynamoDbSeenModelsStore(table);
      }),
      clock: systemClock,
      log,
    }),
    ...composeIntegrations({
      ...{ environment, env, table, readKeys: overrides.readKeys, origin: env.PUBLIC_URL },
      ...{ clock: systemClock, log, meter },
    }),
    config: configOf(env, overrides),
    clock: systemClock,
    log,
    meter,
  };
};

const secretsOf = (env: WorkerEnvironment): string[] =>
  [
    env.TELEGRAM_BOT_TOKEN_PARAMETER,
    env.OLLAMA_API_KEY_PARAMETER,
    env.OLLAMA_CA_PARAMETER,
    env.SPEECH_API_KEY_PARAMETER,
    env.SPEECH_CA_PARAMETER,
  ].filter((name) => name !== undefined);

const configOf = (env: WorkerEnvironment, { takesLocalLinks }: WorkerOverrides): BotConfig => ({
  streaming: env.STREAMING,
  allowed: env.ALLOWED_USER_IDS,
  turnLimits: { atOnce: env.MAX_TURNS_AT_ONCE, anHour: env.MAX_TURNS_PER_HOUR },
  version: VERSION,
  ...(env.PUBLIC_URL !== undefined && {
    app: { url: env.PUBLIC_URL, opensInTelegram: takesLocalLinks ?? env.PUBLIC_URL.startsWith('https:') },
  }),
});
