// All that survives a worker: table, queue, bucket, Telegram and model, with processes in between that are there to die.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { composeWebhook } from '../../../packages/handler/src/compose-webhook.ts';
import { silentLog } from '../../../packages/handler/src/observability/log.ts';
import {
  createEventSourceMapping,
  type SettledMessage,
} from '../../../packages/local/src/aws/event-source-mapping.ts';
import { standInCredentials, standInRegion } from '../../../packages/local/src/aws/stand-in-credentials.ts';
import { type StandIns, startAwsStandIns } from '../../../packages/local/src/aws/start-stand-ins.ts';
import { startBotApiServer } from '../../../packages/local/src/telegram-emulator/bot-api-server.ts';
import {
  createTelegramEmulator,
  type TelegramEmulator,
} from '../../../packages/local/src/telegram-emulator/emulator.ts';
import { startFakeOllama } from '../../../packages/local/test/e2e/fake-ollama.ts';
import { type Counts, createCounts } from './count.ts';
import type { Deed } from './deed.ts';
import { deliverUpdates } from './deliver-updates.ts';
import { type Call, createExecutioner } from './executioner.ts';
import { createFastClock, SPEED } from './fast-clock.ts';
import { startGate } from './gate.ts';
import { openStorage, type Storage } from './kept.ts';
import { createModel, type Model } from './model.ts';
import { startWorkerPool } from './worker-pool.ts';

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
  workerErrors(): string[];
  /** The last that workers logged. */
  trace(): string;
  close(): Promise<void>;
}

const WORKERS = 6;
const SECRET = 'secret-of-the-run';
/** Until the worker shortens it: in the cloud the function's timeout, here as long as two leases. */
const FIRST_VISIBILITY_SECONDS = 120 / SPEED;

interface Living {
  deed: Deed;
  /** Looks whether all updates have ended. */
  look: () => Promise<void>;
}

export const startCrashWorld = async (): Promise<CrashWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-crash-'));
  const epochMs = Date.now();
  const clock = createFastClock(epochMs);
  // Its limits are in seconds of its own clock, where a millisecond of this machine's is many: judged elsewhere.
  const emulator = createTelegramEmulator({ clock: clock.now, rateLimits: false });
  const [telegram, ollama, aws] = await Promise.all([
    startBotApiServer(emulator),
    startFakeOllama(),
    startAwsStandIns({
      dataDir: join(folder, 'data'),
      visibilityTimeoutSeconds: FIRST_VISIBILITY_SECONDS,
      maxReceiveCount: 30,
    }),
  ]);
  const counts = createCounts();
  const storage = openStorage(aws.environment);
  const living = new Map<number, Living>();
  const deeds = new Map<number, Living>();
  const calls = new Map<number, Call>();

  const executioner = createExecutioner(counts, (slot) => pool.kill(slot));
  const gateOf = () => ({
    dynamoDb: aws.environment.AWS_ENDPOINT_URL_DYNAMODB as string,
    s3: aws.environment.AWS_ENDPOINT_URL_S3 as string,
    sqs: aws.sqs.endpoint,
    telegram: telegram.url,
    ollama: ollama.url,
  });
  const gates = await Promise.all(
    Array.from({ length: WORKERS }, (_, index) =>
      startGate({
        world: gateOf(),
        subject: () => calls.get(index),
        isLast: (call, step, phase, status) =>
          executioner.isLast(call as Call | undefined, step, phase, status),
        scaleVisibility: (seconds) => seconds / SPEED,
      }),
    ),
  );
  const pool = await startWorkerPool({
    size: WORKERS,
    folder: join(folder, 'worker'),
    environment: ({ index }) => environmentOf(aws, gates[index]?.endpoint ?? '', emulator.token, epochMs),
    onCall: (slot, event) => {
      const updateId = updateOf(event.Records[0]?.body ?? '');
      calls.set(slot.index, executioner.begin(slot, deeds.get(updateId)?.deed));
    },
    onReturn: (slot) => executioner.isLastOfAll(calls.get(slot.index) as Call),
    onEnd: (slot) => executioner.end(calls.get(slot.index) as Call),
  });

  const sqs = new SQSClient({
    endpoint: aws.sqs.endpoint,
    region: standInRegion,
    credentials: standInCredentials,
  });
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: aws.sqs.queueUrl,
    queueArn: aws.sqs.queueArn,
    handler: (event) => pool.invoke(event),
    concurrency: WORKERS,
    onSettled: ({ groupId, outcome }: SettledMessage) => {
      if (outcome === 'deleted') void living.get(Number(groupId))?.look();
    },
    // A worker that was killed is no news here.
    log: { warn: () => {}, error: () => {} },
  });
  mapping.start();
  const delivery = deliverUpdates({
    emulator,
    webhook: composeWebhook({ ...aws.environment, TELEGRAM_WEBHOOK_SECRET: SECRET }, { log: silentLog }),
    secret: SECRET,
    onUpdate: (updateId, chatId) => {
      const life = living.get(chatId);
      if (!life) return;
      life.deed.updates.push(updateId);
      deeds.set(updateId, life);
    },
  });

  const ended = (chatId: number, deed: Deed): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = async (): Promise<void> => {
        const outcomes = await storage.outcomes(chatId);
        if (deed.updates.length > 0 && deed.updates.every((update) => outcomes.get(update))) resolve();
      };
      living.set(chatId, { deed, look: () => look().catch(reject) });
    });

  return {
    emulator,
    model: createModel(ollama),
    storage,
    counts,
    begin: ended,
    drained: mapping.drained,
    deadLetters: () => countMessages(sqs, aws.sqs.deadLetterQueueUrl),
    workerErrors: pool.errors,
    trace: pool.trace,
    async close() {
      await delivery.stop();
      await pool.close();
      await mapping.stop();
      emulator.close();
      storage.close();
      sqs.destroy();
      await Promise.all([
        ...gates.map((gate) => gate.close()),
        telegram.close(),
        ollama.close(),
        aws.close(),
      ]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Everything leads to the gate. */
const environmentOf = (
  aws: StandIns,
  gate: string,
  token: string,
  epochMs: number,
): Record<string, string> => ({
  ...aws.environment,
  AWS_ENDPOINT_URL_DYNAMODB: gate,
  AWS_ENDPOINT_URL_S3: gate,
  AWS_ENDPOINT_URL_SQS: gate,
  // The SDK takes the queue's own address for the endpoint.
  UPDATE_QUEUE_URL: aws.sqs.queueUrl.replace(aws.sqs.endpoint, gate),
  TELEGRAM_BOT_TOKEN: token,
  TELEGRAM_API_URL: gate,
  OLLAMA_URL: gate,
  CLOCK_EPOCH: String(epochMs),
  PATH: process.env.PATH ?? '',
});

/** Of an update, or of a note about one. */
const updateOf = (body: string): number => {
  const { update_id: update, updateId } = JSON.parse(body) as { update_id?: number; updateId?: number };
  return update ?? updateId ?? -1;
};

const countMessages = async (sqs: SQSClient, queueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
};
