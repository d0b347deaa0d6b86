// Keeps dead letters as files, because the queue they arrive in lives in memory only.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { pollQueue, type QueueLog } from './poll-queue.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

export interface DeadLetter {
  messageId: string;
  groupId: string;
  deduplicationId: string;
  /** ISO 8601: when it was sent to the first queue. */
  sentAt: string;
  /** Deliveries, the one into this file included. */
  receiveCount: number;
  body: string;
}

export interface DrainDeadLettersOptions {
  sqs: SQSClient;
  deadLetterQueueUrl: string;
  /** Made if it is missing; `<time sent>-<message id>.json` lands in it. */
  folder: string;
  /** Called when a letter's file is on the disk and the message has left the queue. */
  onMoved?: (letter: DeadLetter) => void;
  log: QueueLog;
}

/** Starts at once and moves what arrives, until it is stopped. */
export const drainDeadLetters = (options: DrainDeadLettersOptions): { stop(): Promise<void> } => {
  const { sqs, deadLetterQueueUrl, folder, onMoved, log } = options;
  const stopping = new AbortController();

  const take = async (message: Message): Promise<void> => {
    const letter = toDeadLetter(message);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomically(join(folder, fileNameOf(letter)), `${JSON.stringify(letter, null, 2)}\n`);
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle: message.ReceiptHandle }),
    );
    log.warn('A message became a dead letter', { action: 'dead_letter', queue_message_id: letter.messageId });
    onMoved?.(letter);
  };

  const polling = pollQueue({
    sqs,
    queueUrl: deadLetterQueueUrl,
    room: () => 1,
    take,
    signal: stopping.signal,
    log,
  });
  return {
    stop: async () => {
      stopping.abort();
      await polling;
    },
  };
};

const toDeadLetter = ({ MessageId, Body, Attributes = {} }: Message): DeadLetter => ({
  messageId: MessageId ?? '',
  groupId: Attributes.MessageGroupId ?? '',
  deduplicationId: Attributes.MessageDeduplicationId ?? '',
  sentAt: new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString(),
  receiveCount: Number(Attributes.ApproximateReceiveCount ?? 0),
  body: Body ?? '',
});

// The same letter always has the same name, so a move that was cut short and repeated leaves one file.
const fileNameOf = ({ sentAt, messageId }: DeadLetter): string =>
  `${sentAt.replaceAll(':', '')}-${messageId.replaceAll(/[^\w-]/g, '_')}.json`;
