// Brings updates to the functions: long polling into the durable inbox, the webhook, the queue in this process, the
// worker.
import { join } from 'node:path';
import { type ClaimStore, systemClock, type WorkId, workOfUpdate } from '@steward/core';
import {
  ALLOWED_UPDATES,
  createDynamoDbClaimStore,
  createDynamoDbPollingPosition,
  type DynamoDbDependencies,
  readWebhook,
  type TelegramClient,
} from '@steward/handler';
import type { Arrivals } from './arrivals.ts';
import type { LocalLog } from './local-log.ts';
import { createUpdatePoller } from './polling/poll-updates.ts';
import { createUpdateInbox, type UpdateInbox } from './polling/update-inbox.ts';
import type { InProcessQueue } from './queue/in-process-queue.ts';
import type { WorkInbox } from './queue/work-inbox.ts';
import { sendAgain } from './send-again.ts';
import type { LocalFunctions } from './start-functions.ts';

export interface Receiving {
  /** Rejects when Telegram refuses polling for good. */
  polling: Promise<void>;
  /** Takes in nothing new; waits a little for what is running. */
  close(): Promise<void>;
}

export const startReceiving = async (deps: {
  functions: LocalFunctions;
  queue: InProcessQueue;
  arrivals: Arrivals;
  works: WorkInbox;
  table: DynamoDbDependencies;
  telegram: TelegramClient;
  botId: number;
  dataDir: string;
  log: LocalLog;
}): Promise<Receiving> => {
  const { functions, queue, arrivals, works, table, telegram, botId, dataDir, log } = deps;
  const claims = createDynamoDbClaimStore(table);
  const inbox = await openInbox({ claims, arrivals, folder: join(dataDir, 'inbox', String(botId)), log });
  /** What is tidied as the process goes on, or is started again in it. */
  const tidying = new Set<Promise<void>>();
  queue.start(async (event, context) => {
    try {
      const response = await functions.worker(event, context);
      if (response.batchItemFailures.length === 0)
        for (const { body } of event.Records) await works.done(body);
      return response;
    } finally {
      for (const { attributes } of event.Records) {
        const task = inbox.settle(attributes.MessageGroupId ?? 'none').finally(() => tidying.delete(task));
        tidying.add(task);
      }
    }
  });
  const { follow } = await sendAgain({ works, inbox, queue, claims });
  const poller = createUpdatePoller({
    call: (method, params, { timeoutMs, signal }) =>
      telegram.call(method, params, anySignal(signal, AbortSignal.timeout(timeoutMs))),
    inbox,
    position: createDynamoDbPollingPosition({ ...table, botId }),
    async deliver(update) {
      const response = await functions.webhook({
        headers: { 'x-telegram-bot-api-secret-token': functions.secret },
        body: JSON.stringify(update),
      });
      if (response.statusCode < 300) await follow(update.update_id);
      return response;
    },
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
      await queue.stop();
      await Promise.all(tidying);
    },
  };
};

/** The inbox, with the leases freed that a dead process left on what is unfinished: this one holds the data folder. */
const openInbox = async (deps: {
  claims: ClaimStore;
  arrivals: Arrivals;
  folder: string;
  log: LocalLog;
}): Promise<UpdateInbox> => {
  const { claims, ...given } = deps;
  const inbox = createUpdateInbox({
    ...given,
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
  if (!reading || reading.chat === 'none') return undefined;
  return { owner: Number(reading.chat), workId: workOfUpdate(reading.updateId) };
};

const anySignal = (...signals: (AbortSignal | undefined)[]): AbortSignal =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));
