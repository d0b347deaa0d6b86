// All that survives a worker: table, queue, bucket, Telegram and model, with processes in between that are there to die.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createEventSourceMapping } from '@steward/cloud-host/testing';
import { composeWebhook, MAX_RECEIVES } from '@steward/handler';
import { silentLog } from '@steward/handler/testing';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { startAwsStandIns, startFakeOllama } from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { TelegramEmulator } from '@steward/telegram-emulator/testing';
import { type Counts, createCounts } from './count.ts';
import type { Deed } from './deed.ts';
import { createDeedsUnderWay } from './deeds-under-way.ts';
import { deliverUpdates } from './deliver-updates.ts';
import { createFastClock, SPEED } from './fast-clock.ts';
import { openStorage, type Storage } from './kept.ts';
import { createModel, type Model } from './model.ts';
import { startMortalWorkers } from './mortal-workers.ts';

export interface CrashWorld {
  emulator: TelegramEmulator;
  model: Model;
  storage: Storage;
  counts: Counts;
  /** From now on the chat's updates belong to this deed; resolves when they all have ended. */
  begin(chatId: number, deed: Deed): Promise<void>;
  /** Resolves when the queue is empty. */
  drained(): Promise<void>;
  deadLetters(): Promise<number>;
  /** The last that workers logged. */
  trace(): string;
  close(): Promise<void>;
}

const WORKERS = 6;
const SECRET = 'secret-of-the-run';
/** Until the worker shortens it: in the cloud the function's timeout, here as long as two leases. */
const FIRST_VISIBILITY_SECONDS = 120 / SPEED;

export const startCrashWorld = async (): Promise<CrashWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-crash-'));
  const epochMs = Date.now();
  // Its limits are in seconds of its own clock, where a millisecond of this machine's is many: judged elsewhere.
  const emulator = createTelegramEmulator({ clock: createFastClock(epochMs).now, rateLimits: false });
  const [telegram, ollama, aws] = await Promise.all([
    startBotApiServer(emulator),
    startFakeOllama(),
    startAwsStandIns({
      dataDir: join(folder, 'data'),
      visibilityTimeoutSeconds: FIRST_VISIBILITY_SECONDS,
      maxReceiveCount: MAX_RECEIVES,
    }),
  ]);
  const counts = createCounts();
  const storage = openStorage(aws.environment);
  const deeds = createDeedsUnderWay(storage);
  const workers = await startMortalWorkers({
    count: WORKERS,
    folder,
    aws,
    telegramUrl: telegram.url,
    token: emulator.token,
    ollamaUrl: ollama.url,
    epochMs,
    counts,
    deedOf: deeds.ofUpdate,
  });
  const credentials = { region: standInRegion, credentials: standInCredentials };
  const sqs = new SQSClient({ ...credentials, endpoint: aws.sqs.endpoint });
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: aws.sqs.queueUrl,
    queueArn: aws.sqs.queueArn,
    handler: (event) => workers.invoke(event),
    concurrency: WORKERS,
    onSettled: ({ groupId, outcome }) => {
      if (outcome === 'deleted') deeds.look(Number(groupId));
    },
    // A worker that was killed is no news here.
    log: { warn: () => {}, error: () => {} },
  });
  mapping.start();
  const delivery = deliverUpdates({
    emulator,
    webhook: composeWebhook({ ...aws.environment, TELEGRAM_WEBHOOK_SECRET: SECRET }, { log: silentLog }),
    secret: SECRET,
    onUpdate: deeds.note,
  });
  const close = async (): Promise<void> => {
    await delivery.stop();
    await workers.close();
    await mapping.stop();
    emulator.close();
    storage.close();
    sqs.destroy();
    await Promise.all([telegram.close(), ollama.close(), aws.close()]);
    await rm(folder, { recursive: true, force: true });
  };
  return {
    emulator,
    model: createModel(ollama),
    storage,
    counts,
    begin: deeds.begin,
    drained: mapping.drained,
    deadLetters: () => countMessages(sqs, aws.sqs.deadLetterQueueUrl),
    trace: workers.trace,
    close,
  };
};

const countMessages = async (sqs: SQSClient, queueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
};
