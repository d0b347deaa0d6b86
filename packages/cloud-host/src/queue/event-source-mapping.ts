// Plays Lambda's SQS event source mapping: batch size 1, groups in parallel, partial batch responses.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { FunctionTimedOut, invokeFunction, type SqsFunction } from './invoke-function.ts';
import { pollQueue, type QueueLog } from './poll-queue.ts';
import { toSqsRecord } from './to-sqs-record.ts';

/** What became of one delivery: a failed one comes again when its visibility ends. */
export interface SettledMessage {
  groupId: string;
  body: string;
  messageId: string;
  outcome: 'deleted' | 'failed';
}

export interface EventSourceMappingOptions {
  sqs: SQSClient;
  queueUrl: string;
  queueArn: string;
  handler: SqsFunction;
  /** How many messages are worked on at once. */
  concurrency?: number;
  functionName?: string;
  functionTimeoutMs?: number;
  /** How long `stop` waits for what is running. */
  stopTimeoutMs?: number;
  onSettled?: (message: SettledMessage) => void;
  log: QueueLog;
}

export interface EventSourceMapping {
  start(): void;
  /** Receives no more, and waits for the running invocations up to the limit. It cannot be started again. */
  stop(): Promise<void>;
  /** Resolves when the queue is empty and nothing runs. */
  drained(): Promise<void>;
}

const DRAIN_CHECK_MS = 10;

export const createEventSourceMapping = (options: EventSourceMappingOptions): EventSourceMapping => {
  const { sqs, queueUrl, queueArn, concurrency = 50, stopTimeoutMs = 10_000, log } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let wake = (): void => {};
  let polling: Promise<void> | undefined;

  const room = async (): Promise<number> => {
    while (running.size >= concurrency && !stopping.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return concurrency - running.size;
  };

  const begin = (record: SQSRecord): void => {
    const task = deliver(options, record).finally(() => {
      running.delete(task);
      wake();
    });
    running.add(task);
  };

  return {
    start: () => {
      const take = (message: Message) => begin(toSqsRecord(message, queueArn));
      polling ??= pollQueue({ sqs, queueUrl, room, take, signal: stopping.signal, log });
    },
    stop: async () => {
      stopping.abort();
      wake();
      await polling;
      const limit = new AbortController();
      const waited = sleep(stopTimeoutMs, undefined, { signal: limit.signal }).catch(() => {});
      await Promise.race([Promise.all(running), waited]);
      limit.abort();
    },
    drained: async () => {
      while (running.size > 0 || (await countMessages(sqs, queueUrl)) > 0) await sleep(DRAIN_CHECK_MS);
    },
  };
};

/** Runs the function for one record and deletes the message when it succeeded. Never rejects. */
const deliver = async (options: EventSourceMappingOptions, record: SQSRecord): Promise<void> => {
  const { sqs, queueUrl, onSettled, log } = options;
  const groupId = record.attributes.MessageGroupId ?? '';
  let outcome: SettledMessage['outcome'] = 'failed';
  try {
    if (await succeeds(options, record)) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: record.receiptHandle }));
      outcome = 'deleted';
    }
  } catch (error) {
    const what = error instanceof FunctionTimedOut ? 'The function timed out' : 'A delivery failed';
    log.error(what, error, { action: 'deliver', queue_message_id: record.messageId });
  }
  try {
    onSettled?.({ groupId, body: record.body, messageId: record.messageId, outcome });
  } catch (error) {
    log.error('What follows a delivery failed', error, { action: 'settled' });
  }
};

const succeeds = async (options: EventSourceMappingOptions, record: SQSRecord): Promise<boolean> => {
  const { handler, functionName = 'steward-worker', functionTimeoutMs = 900_000 } = options;
  const response = await invokeFunction(
    handler,
    { Records: [record] },
    { functionName, region: record.awsRegion, timeoutMs: functionTimeoutMs },
  );
  // In a batch of one, any named item fails it: its own, and (as AWS has it) one that nobody knows.
  return response.batchItemFailures.length === 0;
};

const countMessages = async (sqs: SQSClient, queueUrl: string): Promise<number> => {
  const { Attributes: counts = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(counts).reduce((sum, count) => sum + Number(count), 0);
};
