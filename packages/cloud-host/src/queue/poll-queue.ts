// Long polling of one queue: the next receive is open before the last message is worked on, and idle means waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Where the queue's workers say what went wrong. Never a message's body. */
export interface QueueLog {
  warn(message: string, fields?: Record<string, string | number>): void;
  error(message: string, error: unknown, fields?: Record<string, string | number>): void;
}

export interface PollQueueOptions {
  sqs: SQSClient;
  queueUrl: string;
  /** Resolves to how many messages may be taken now, once that is at least one (or the signal has aborted). */
  room: () => number | Promise<number>;
  /** Called once a message, in order; a promise holds the next one back. */
  take: (message: Message) => void | Promise<void>;
  signal: AbortSignal;
  log: QueueLog;
}

const LONGEST_POLL_SECONDS = 20;
const LARGEST_RECEIVE = 10;
const PAUSE_AFTER_FAULT_MS = 500;

/** Resolves when the signal aborts; faults are logged and waited out. */
export const pollQueue = async ({
  sqs,
  queueUrl,
  room,
  take,
  signal,
  log,
}: PollQueueOptions): Promise<void> => {
  while (!signal.aborted) {
    const free = await room();
    if (signal.aborted) return;
    try {
      // The stand-in gives one message of a group in one receive, so these may all run beside each other.
      const receive = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(LARGEST_RECEIVE, free),
        WaitTimeSeconds: LONGEST_POLL_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages: messages = [] } = await sqs.send(receive, { abortSignal: signal });
      for (const message of messages) await take(message);
    } catch (error) {
      if (signal.aborted) return;
      log.error('Polling the queue failed', error, { action: 'poll_queue' });
      await sleep(PAUSE_AFTER_FAULT_MS, undefined, { signal }).catch(() => {});
    }
  }
};
