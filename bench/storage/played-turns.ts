// The worker as it is deployed, composed from its environment, with a table that counts, a Telegram and a queue that
// agree at once, and a model that answers as long and as slowly as the question says.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ModelRequest } from '@steward/core';
import { createFakeModel } from '@steward/core/testing';
import type { DynamoDbCalls } from '@steward/handler';
import { composeWorker, type Log, silentMeter } from '@steward/handler';
import { withCalls } from '@steward/handler/testing';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { ensureTable, startDynamoDb } from '@steward/stand-ins/testing';
import { textOf } from './chat-history.ts';
import { type MeteredCall, startMeteredTable } from './metered-table.ts';
import { startAgreeingQueue } from './queue.ts';
import { startInstantTelegram } from './telegram.ts';

export const TABLE_NAME = 'chatbot-sessions';
export const MODEL_NAME = 'small:1b';

export interface PlayedWorker {
  /** Straight to the table: what it does is not counted. */
  client: DynamoDBClient & DynamoDbCalls;
  /** Works on an update to its end and returns what it consumed, of its owner's items. */
  play(owner: number, update: object): Promise<MeteredCall[]>;
  close(): Promise<void>;
}

const CONTEXT_TOKENS = 8_192;
const LAMBDA_MS = 15 * 60_000;
const STEPS = 20;

let updates = 50_000;

/** A question that is answered by so many bytes within so many milliseconds. */
export const questionFor = (owner: number, bytes: number, answer: { bytes: number; ms: number }): string =>
  textOf(`[${answer.bytes} ${answer.ms}] ${owner}-${updates}`, bytes);

export const messageUpdate = (owner: number, more: object) => {
  updates += 1;
  return {
    update_id: updates,
    message: {
      message_id: updates,
      date: Math.floor(Date.now() / 1_000),
      chat: { id: owner, type: 'private' },
      from: { id: owner, is_bot: false, first_name: 'Ada', username: 'ada', language_code: 'en' },
      ...more,
    },
  };
};

export const startPlayedWorker = async (): Promise<PlayedWorker> => {
  const server = await startDynamoDb({});
  const client = withCalls(
    new DynamoDBClient({
      endpoint: server.endpoint,
      region: standInRegion,
      credentials: standInCredentials,
    }),
  );
  await ensureTable(client, TABLE_NAME);
  const [table, telegram, queue] = await Promise.all([
    startMeteredTable(server.endpoint),
    startInstantTelegram(),
    startAgreeingQueue(),
  ]);
  const model = createFakeModel({
    fallback: answerAsAsked,
    installed: [{ name: MODEL_NAME }],
    loaded: [MODEL_NAME],
    contextTokens: CONTEXT_TOKENS,
  });
  const environment = {
    ...queue.environment,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_REGION: standInRegion,
    AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
    TABLE_NAME,
    ARCHIVE_BUCKET: 'none',
    TELEGRAM_BOT_TOKEN: '42:bench',
    TELEGRAM_API_URL: telegram.url,
    ALLOWED_USER_IDS: 'everyone',
    MODELS: JSON.stringify([
      { name: MODEL_NAME, description: 'quick', size: '1.0 GB', contextLength: CONTEXT_TOKENS },
    ]),
  };
  const worker = await composeWorker(environment, {
    log: quietLog(),
    meter: silentMeter,
    model: () => model,
  });
  return {
    client,
    async play(owner, update) {
      const from = table.calls.length;
      const { batchItemFailures } = await worker(
        { Records: [recordOf(update)] },
        { awsRequestId: 'bench', getRemainingTimeInMillis: () => LAMBDA_MS },
      );
      if (batchItemFailures.length > 0) throw new Error('The worker did not finish an update');
      return table.calls.slice(from).filter((call) => call.owner === owner);
    },
    async close() {
      client.destroy();
      await Promise.all([table.close(), telegram.close(), queue.close(), server.close()]);
    },
  };
};

const answerAsAsked = ({ messages }: ModelRequest) => {
  const [, bytes, ms] = /^\[(\d+) (\d+)\]/.exec(messages.at(-1)?.content ?? '') ?? [];
  const text = textOf('Answer:', Number(bytes));
  const length = Math.ceil(text.length / STEPS);
  return Array.from({ length: STEPS }, (_, step) => [
    text.slice(step * length, (step + 1) * length),
    { delayMs: Number(ms) / STEPS },
  ]).flat();
};

const recordOf = (update: object) => ({
  messageId: 'm',
  receiptHandle: 'r',
  body: JSON.stringify(update),
  attributes: { ApproximateReceiveCount: '1' },
});

/** Only what went wrong: a figure that fails has to say why. */
const quietLog = (): Log => ({
  info: () => {},
  warn: () => {},
  error: (message, error) => process.stderr.write(`${message}: ${String(error)}\n`),
  child: quietLog,
});
