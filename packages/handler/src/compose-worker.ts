// Composes the worker from its environment: adapters for every port, and the bot on top.
import {
  type ArchiveStore,
  createModelCatalogue,
  createModelRegistry,
  type Leftovers,
  type ModelProvider,
  type RegisteredProvider,
  systemClock,
} from '@steward/core';
import { cloudLeftovers } from './aws/cloud-leftovers.ts';
import { createDynamoDbAccessStore } from './aws/dynamodb-access-store.ts';
import { createDynamoDbCalls } from './aws/dynamodb-calls.ts';
import { createDynamoDbClaimStore } from './aws/dynamodb-claim-store.ts';
import { createDynamoDbMessageStore } from './aws/dynamodb-message-store.ts';
import { createDynamoDbModelServerStore } from './aws/dynamodb-model-server-store.ts';
import { createDynamoDbOwnerData } from './aws/dynamodb-owner-data.ts';
import { createDynamoDbProfileStore } from './aws/dynamodb-profile-store.ts';
import { createDynamoDbSessionStore } from './aws/dynamodb-session-store.ts';
import { createDynamoDbStopStore } from './aws/dynamodb-stop-store.ts';
import { createLazyPower } from './aws/lazy-power.ts';
import { createS3ArchiveStore } from './aws/s3-archive-store.ts';
import { createS3Client } from './aws/s3-client.ts';
import { createSignedClient } from './aws/signed-client/create-signed-client.ts';
import { createSsmSecrets } from './aws/ssm-secrets.ts';
import { parseEnvironment } from './config/parse-environment.ts';
import { workerEnvironment } from './config/worker-environment.ts';
import type { Services } from './context/services.ts';
import { ownedItems } from './features/index.ts';
import { createPowertoolsLog, type Log } from './observability/log.ts';
import { createPowertoolsMeter, type Meter } from './observability/metrics.ts';
import { createOllamaModel } from './ollama/create-ollama-model.ts';
import { createPinnedCertificate } from './ollama/pinned-certificate.ts';
import { createSqsUpdateQueue } from './queue/sqs-update-queue.ts';
import type { UpdateQueue } from './queue/update-queue.ts';
import { createBotToken } from './telegram/bot-token.ts';
import { createDownload } from './telegram/download-file.ts';
import { createTelegramClient } from './telegram/telegram-client.ts';
import { VERSION } from './version.ts';
import { createWorker } from './worker/create-worker.ts';

export interface WorkerOverrides {
  log?: Log;
  meter?: Meter;
  /** Instead of SQS, whose address is not needed then. */
  queue?: UpdateQueue;
  /** Instead of S3, whose bucket is not needed then. */
  archives?: ArchiveStore;
  /** Instead of what AWS keeps of what was deleted. */
  leftovers?: Leftovers;
  /** Who answers besides the configured server, in the order in which their models are looked for; it included. */
  providers?: (ollama: ModelProvider) => RegisteredProvider[];
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
    ...(overrides.archives && { ARCHIVE_BUCKET: 'none' }),
  });
  const client = createSignedClient({ environment });
  const names = [
    env.TELEGRAM_BOT_TOKEN_PARAMETER,
    env.OLLAMA_API_KEY_PARAMETER,
    env.OLLAMA_CA_PARAMETER,
  ].filter((name) => name !== undefined);
  const secrets = createSsmSecrets({ client, names });
  const secret = async (value: string | undefined, parameter: string | undefined) =>
    value ?? (parameter === undefined ? undefined : await secrets.get(parameter));

  const tokenParameter = env.TELEGRAM_BOT_TOKEN === undefined ? env.TELEGRAM_BOT_TOKEN_PARAMETER : undefined;
  const token = createBotToken({
    token: (await secret(env.TELEGRAM_BOT_TOKEN, tokenParameter)) ?? '',
    renew: tokenParameter === undefined ? undefined : () => secrets.renewed(tokenParameter),
    clock: systemClock,
  });
  const telegram = createTelegramClient({ token, apiUrl: env.TELEGRAM_API_URL });
  const table = { client: createDynamoDbCalls(environment), tableName: env.TABLE_NAME };
  const ollama = createOllamaModel({
    url: env.OLLAMA_URL,
    apiKey: () => secret(env.OLLAMA_API_KEY, env.OLLAMA_API_KEY_PARAMETER),
    certificate: createPinnedCertificate({
      read: () => secret(undefined, env.OLLAMA_CA_PARAMETER),
      refresh: secrets.refresh,
    }),
    ...(names.length > 0 && { refreshSecrets: secrets.refresh }),
  });
  const archives =
    overrides.archives ??
    createS3ArchiveStore({ s3: createS3Client(environment), bucket: env.ARCHIVE_BUCKET });
  const model = createModelRegistry(
    overrides.providers?.(ollama) ?? [{ provider: ollama, owns: () => true }],
  );
  let identity: Promise<{ id: number; username: string }> | undefined;
  return {
    sessions: createDynamoDbSessionStore(table),
    messages: createDynamoDbMessageStore(table),
    profiles: createDynamoDbProfileStore(table),
    access: createDynamoDbAccessStore(table),
    claims: createDynamoDbClaimStore(table),
    stops: createDynamoDbStopStore(table),
    ownerData: createDynamoDbOwnerData({ ...table, archives, items: ownedItems() }),
    archives,
    leftovers: overrides.leftovers ?? cloudLeftovers,
    queue: overrides.queue ?? createSqsUpdateQueue({ client, queueUrl: env.UPDATE_QUEUE_URL }),
    model,
    modelServerVersion: model.version,
    catalogue: createModelCatalogue({
      model,
      ...(env.MODELS && { offered: env.MODELS }),
      clock: systemClock,
    }),
    ...(env.OLLAMA_INSTANCE_ID && {
      modelServer: {
        power: createLazyPower(environment, env.OLLAMA_INSTANCE_ID),
        store: createDynamoDbModelServerStore(table),
      },
    }),
    telegram,
    download: createDownload({ telegram, apiUrl: env.TELEGRAM_API_URL, token: token.current }),
    bot: () => {
      identity ??= telegram
        .getMe()
        .then(({ id, username = '' }) => ({ id, username }))
        .catch((error: unknown) => {
          identity = undefined;
          throw error;
        });
      return identity;
    },
    config: { streaming: env.STREAMING, allowed: env.ALLOWED_USER_IDS, version: VERSION },
    clock: systemClock,
    log: overrides.log ?? createPowertoolsLog('worker'),
    meter: overrides.meter ?? createPowertoolsMeter('worker'),
  };
};
