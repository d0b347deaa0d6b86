// Brings updates to the functions: long polling into the durable inbox, the webhook, the queue, the worker.
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock, type WorkId, workOfUpdate } from '@steward/core';
import {
  createDynamoDbCalls,
  createDynamoDbClaimStore,
  createDynamoDbPollingPosition,
  type DynamoDbCalls,
  readWebhook,
  type TelegramClient,
} from '@steward/handler';
import type { StandIns } from '@steward/stand-ins';
import {
  createEventSourceMapping,
  drainDeadLetters,
  standInCredentials,
  standInRegion,
} from '@steward/stand-ins';
import type { LocalLog } from './local-log.ts';
import { createUpdatePoller } from './polling/poll-updates.ts';
import { createUpdateInbox, type UpdateInbox } from './polling/update-inbox.ts';
import type { LocalFunctions } from './start-functions.ts';

export interface Receiving {
  /** Rejects when Telegram refuses polling for good. */
  polling: Promise<void>;
  /** Takes in nothing new; waits a little for what is running. */
  close(): Promise<void>;
}

const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'stopped_message_generation',
  'my_chat_member',
];

export const startReceiving = async (deps: {
  functions: LocalFunctions;
  aws: StandIns;
  telegram: TelegramClient;
  botId: number;
  dataDir: string;
  log: LocalLog;
}): Promise<Receiving> => {
  const { functions, aws, telegram, botId, dataDir, log } = deps;
  const client = { region: standInRegion, credentials: standInCredentials };
  const tableName = aws.environment.TABLE_NAME as string;
  const table = { client: createDynamoDbCalls(aws.environment), tableName };
  const inbox = await openInbox({ table, folder: join(dataDir, 'inbox', String(botId)), log });
  const sqs = new SQSClient({ ...client, endpoint: aws.sqs.endpoint });
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: aws.sqs.queueUrl,
    queueArn: aws.sqs.queueArn,
    handler: (event, context) => functions.worker(event, context),
    onSettled: ({ groupId }) => void inbox.settle(groupId),
    log,
  });
  mapping.start();
  const { deadLetterQueueUrl } = aws.sqs;
  const deadLetters = drainDeadLetters({
    sqs,
    deadLetterQueueUrl,
    folder: join(dataDir, 'dead-letters'),
    log,
  });
  const poller = createUpdatePoller({
    call: (method, params, { timeoutMs, signal }) =>
      telegram.call(method, params, anySignal(signal, AbortSignal.timeout(timeoutMs))),
    inbox,
    position: createDynamoDbPollingPosition({ ...table, botId }),
    deliver: (update) =>
      functions.webhook({
        headers: { 'x-telegram-bot-api-secret-token': functions.secret },
        body: asAscii(JSON.stringify(update)),
      }),
    log,
    sleep: systemClock.sleep,
    now: systemClock.now,
    allowedUpdates: ALLOWED_UPDATES,
  });
  const polling = poller.start();
  // Looked at later: until then a refusal is no unhandled one.
  polling.catch(() => {});
  return {
    polling,
    async close() {
      await poller.stop();
      await mapping.stop();
      await deadLetters.stop();
    },
  };
};

/** The inbox, with the leases freed that a dead process left on what is unfinished: this one holds the data folder. */
const openInbox = async (deps: {
  table: { client: DynamoDbCalls; tableName: string };
  folder: string;
  log: LocalLog;
}): Promise<UpdateInbox> => {
  const claims = createDynamoDbClaimStore(deps.table);
  const inbox = createUpdateInbox({
    folder: deps.folder,
    log: deps.log,
    groupOf: (update) => readWebhook(update)?.groupId ?? 'none',
    // What has no chat is settled by being seen: nobody waits for it.
    isSettled: async (update) => {
      const place = placeOf(update);
      return !place || (await claims.outcomeOf(place.owner, place.workId)) !== undefined;
    },
  });
  for (const update of await inbox.pending()) {
    const place = placeOf(update);
    if (place) await claims.abandon(place.owner, place.workId);
  }
  return inbox;
};

const placeOf = (update: object): { owner: number; workId: WorkId } | undefined => {
  const reading = readWebhook(update);
  if (!reading || reading.groupId === 'none') return undefined;
  return { owner: Number(reading.groupId), workId: workOfUpdate(reading.updateId) };
};

/** The queue's stand-in refuses emoji, which SQS takes: as JSON escapes they pass. */
const asAscii = (json: string): string =>
  json.replace(/[\ud800-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

const anySignal = (...signals: (AbortSignal | undefined)[]): AbortSignal =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));
