// The whole product in one process: embedded AWS, Telegram or its emulator, Ollama or the demo model, and the same
// webhook and worker functions that run in Lambda.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '@steward/core';
import {
  botCommands,
  composeWebhook,
  composeWorker,
  createDynamoDbClaimStore,
  createDynamoDbPollingPosition,
  createOllamaModel,
  type LambdaContext,
  parseEnvironment,
  readWebhook,
  type SqsEvent,
  silentMeter,
} from '@steward/handler';
import { drainDeadLetters } from './aws/dead-letters.ts';
import { createEventSourceMapping } from './aws/event-source-mapping.ts';
import { startAwsStandIns } from './aws/start-stand-ins.ts';
import { checkBot } from './check-bot.ts';
import { findDemoModel } from './demo-model/demo-models.ts';
import { startDemoModel } from './demo-model/start-demo-model.ts';
import { createFallbackModel } from './fallback-model.ts';
import { type LocalEnvironment, localEnvironment } from './local-environment.ts';
import { createLocalLog } from './local-log.ts';
import { createUpdatePoller } from './polling/poll-updates.ts';
import { createUpdateInbox } from './polling/update-inbox.ts';
import { startTelegramSide } from './telegram-side.ts';
import { describeModels, welcome } from './welcome.ts';

export interface RunningSteward {
  /** Of the chat page; undefined when a real bot is polled. */
  pageUrl: string | undefined;
  stop(): Promise<void>;
}

const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'stopped_message_generation',
  'my_chat_member',
];

export const startSteward = async (
  environment: Record<string, string | undefined>,
  print: (line: string) => void,
): Promise<RunningSteward> => {
  const env = parseEnvironment(localEnvironment, environment);
  const log = createLocalLog(join(env.DATA_DIR, 'steward.log'), print);
  const closers: (() => Promise<unknown>)[] = [() => log.close()];
  const remember = <T extends { close(): Promise<unknown> }>(part: T): T => {
    closers.unshift(() => part.close());
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0)) await close().catch(() => {});
  };
  try {
    // First, because its lock guards the data folder.
    const aws = remember(await startAwsStandIns({ dataDir: env.DATA_DIR }));
    const demo = remember(await startDemoModel());
    const telegram = remember(await startTelegramSide(env, async () => await describeModels(model, env)));
    const secret = randomBytes(32).toString('hex');
    const functionEnvironment = {
      ...forFunctions(env),
      ...aws.environment,
      ...telegram.environment,
      TELEGRAM_WEBHOOK_SECRET: secret,
    };
    const demoModel = createOllamaModel({ url: demo.url, apiKey: none, certificate: none });
    let model = demoModel as Parameters<typeof describeModels>[0];
    const worker = await composeWorker(functionEnvironment, {
      log,
      meter: silentMeter,
      wrapModel: (real) => {
        const isDemo = (name: string) => findDemoModel(name) !== undefined;
        model = createFallbackModel({ real, demo: demoModel, isDemo });
        return model;
      },
    });
    const webhook = composeWebhook(functionEnvironment, { log });
    const bot = await checkBot(telegram.client, { commands: botCommands, print, log });

    const clientOptions = {
      region: aws.environment.AWS_REGION as string,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    };
    const table = {
      client: new DynamoDBClient({
        ...clientOptions,
        endpoint: aws.environment.AWS_ENDPOINT_URL_DYNAMODB as string,
      }),
      tableName: aws.environment.TABLE_NAME as string,
    };
    const claims = createDynamoDbClaimStore(table);
    const groupOf = (update: object) => readWebhook(update)?.groupId ?? 'none';
    const inbox = createUpdateInbox({
      folder: join(env.DATA_DIR, 'inbox', String(bot.id)),
      groupOf,
      // What has no chat is settled by being seen: nobody waits for it.
      isSettled: async (update) => {
        const reading = readWebhook(update);
        if (!reading || reading.groupId === 'none') return true;
        return (await claims.outcomeOf(Number(reading.groupId), reading.updateId)) !== undefined;
      },
      log,
    });
    // This process holds the data folder: whoever had a lease on what is unfinished is dead.
    for (const update of await inbox.pending()) {
      const reading = readWebhook(update);
      if (reading) await claims.abandon(Number(reading.groupId) || 0, reading.updateId);
    }
    const sqs = new SQSClient({ ...clientOptions, endpoint: aws.sqs.endpoint });
    const mapping = createEventSourceMapping({
      sqs,
      queueUrl: aws.sqs.queueUrl,
      queueArn: aws.sqs.queueArn,
      handler: (event, context) => worker(event as SqsEvent, context as LambdaContext),
      onSettled: ({ groupId }) => void inbox.settle(groupId),
      log,
    });
    mapping.start();
    closers.unshift(() => mapping.stop());
    const deadLetters = drainDeadLetters({
      sqs,
      deadLetterQueueUrl: aws.sqs.deadLetterQueueUrl,
      folder: join(env.DATA_DIR, 'dead-letters'),
      log,
    });
    closers.unshift(() => deadLetters.stop());
    const poller = createUpdatePoller({
      call: (method, params, { timeoutMs, signal }) =>
        telegram.client.call(method, params, anySignal(signal, AbortSignal.timeout(timeoutMs))),
      inbox,
      position: createDynamoDbPollingPosition({ ...table, botId: bot.id }),
      deliver: (update) =>
        webhook({
          headers: { 'x-telegram-bot-api-secret-token': secret },
          body: asAscii(JSON.stringify(update)),
        }),
      log,
      sleep: systemClock.sleep,
      now: systemClock.now,
      allowedUpdates: ALLOWED_UPDATES,
    });
    closers.unshift(() => poller.stop());
    const polling = poller.start();
    await welcome({ env, bot, pageUrl: telegram.pageUrl, model, print });
    polling.catch((error: unknown) => {
      log.error('Polling ended', error);
    });
    return { pageUrl: telegram.pageUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The queue's stand-in refuses emoji, which SQS takes: as JSON escapes they pass. */
const asAscii = (json: string): string =>
  json.replace(/[\ud800-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

const anySignal = (...signals: (AbortSignal | undefined)[]): AbortSignal =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));

const none = async (): Promise<undefined> => undefined;

/** What the functions read, as the operator gave it. */
const forFunctions = (env: LocalEnvironment): Record<string, string | undefined> => ({
  OLLAMA_URL: env.OLLAMA_URL,
  OLLAMA_API_KEY: env.OLLAMA_API_KEY,
  MODELS: env.MODELS,
  ALLOWED_USER_IDS: env.ALLOWED_USER_IDS,
  STREAMING: env.STREAMING,
});
