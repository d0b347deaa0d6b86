// SQS FIFO in virtual time with the worker behind it: a group at a time, visibility, receive counts, dead letters, and
// what goes wrong between a queue and its consumer.
import { StewardError } from '@steward/core';
import type { LambdaContext, SqsEvent } from '@steward/handler';
import type { SQSBatchResponse } from 'aws-lambda';
import type { VirtualTime } from './virtual-time.ts';

export interface VirtualQueueOptions {
  time: VirtualTime;
  worker: () => (event: SqsEvent, context: LambdaContext) => Promise<SQSBatchResponse>;
  /** How long this invocation may take (ms). */
  functionMs: () => number;
  /** Ms after which the message is handed out a second time while the first worker still has it; undefined: never. */
  redeliverAfterMs: () => number | undefined;
  /** A message that may be deleted is handed out once more. */
  losesDelete: () => boolean;
  concurrency?: number;
}

interface QueueMessage {
  id: string;
  groupId: string;
  body: string;
  receives: number;
  visibleAtMs: number;
  handle: string;
}

export interface VirtualQueue {
  send(message: { groupId: string; deduplicationId: string; body: string }): Promise<void>;
  changeVisibility(handle: string, seconds: number): Promise<void>;
  /** Nothing waits and nobody works. */
  isIdle(): boolean;
  deadLetters: string[];
  /** What an invocation did that Lambda would not have allowed. */
  offences: string[];
  deliveries(): number;
}

const DEDUPLICATION_MS = 5 * 60_000;
const VISIBILITY_MS = 900_000;
const MAX_RECEIVES = 30;

export const createVirtualQueue = (options: VirtualQueueOptions): VirtualQueue => {
  const { time, concurrency = Number.POSITIVE_INFINITY } = options;
  const groups = new Map<string, QueueMessage[]>();
  const seen = new Map<string, number>();
  const held = new Map<string, QueueMessage>();
  const deadLetters: string[] = [];
  const offences: string[] = [];
  let ids = 0;
  let running = 0;
  let deliveries = 0;

  const remove = (message: QueueMessage): void => {
    const waiting = groups.get(message.groupId) ?? [];
    const index = waiting.indexOf(message);
    if (index >= 0) waiting.splice(index, 1);
    if (waiting.length === 0) groups.delete(message.groupId);
  };

  const wake = (groupId: string): void => {
    const head = groups.get(groupId)?.[0];
    if (!head) return;
    const waitMs = head.visibleAtMs - time.now();
    if (waitMs > 0) {
      time.after(waitMs, () => wake(groupId));
      return;
    }
    // Another chat's end makes room.
    if (running >= concurrency) return;
    if (head.receives >= MAX_RECEIVES) {
      deadLetters.push(head.body);
      remove(head);
      wake(groupId);
      return;
    }
    void deliver(head);
  };

  const deliver = async (message: QueueMessage): Promise<void> => {
    running += 1;
    deliveries += 1;
    message.receives += 1;
    message.visibleAtMs = time.now() + VISIBILITY_MS;
    const handle = `${message.id}/${message.receives}`;
    message.handle = handle;
    held.set(handle, message);
    const againMs = options.redeliverAfterMs();
    if (againMs !== undefined) time.after(againMs, () => show(message, handle));
    const endsMs = time.now() + options.functionMs();
    const context = {
      awsRequestId: handle,
      getRemainingTimeInMillis: () => Math.max(0, endsMs - time.now()),
    };
    const attributes = { ApproximateReceiveCount: String(message.receives) };
    const record = { messageId: message.id, receiptHandle: handle, body: message.body, attributes };
    const failed = await options
      .worker()({ Records: [record] }, context)
      .then(({ batchItemFailures }) => batchItemFailures.length > 0)
      .catch((error: unknown) => {
        offences.push(`the worker threw ${String(error)}`);
        return true;
      });
    if (time.now() > endsMs) offences.push(`the worker took ${time.now() - endsMs} ms longer than it may`);
    running -= 1;
    held.delete(handle);
    // A receipt handle from before a second delivery deletes nothing.
    if (!failed && message.handle === handle) {
      if (options.losesDelete()) message.visibleAtMs = time.now();
      else remove(message);
    }
    for (const [groupId, [head]] of [...groups]) if (head && head.visibleAtMs <= time.now()) wake(groupId);
  };

  const show = (message: QueueMessage, handle: string): void => {
    if (message.handle !== handle || message.visibleAtMs <= time.now()) return;
    message.visibleAtMs = time.now();
    if (groups.get(message.groupId)?.[0] === message) wake(message.groupId);
  };

  return {
    async send({ groupId, deduplicationId, body }) {
      const sentMs = seen.get(deduplicationId);
      if (sentMs !== undefined && time.now() - sentMs < DEDUPLICATION_MS) return;
      seen.set(deduplicationId, time.now());
      const message = { id: `m${ids++}`, groupId, body, receives: 0, visibleAtMs: time.now(), handle: '' };
      const waiting = groups.get(groupId) ?? [];
      groups.set(groupId, [...waiting, message]);
      if (waiting.length === 0) wake(groupId);
    },
    async changeVisibility(handle, seconds) {
      const message = held.get(handle);
      if (message?.handle !== handle) throw new StewardError('storage-refused', 'A stale receipt handle');
      message.visibleAtMs = time.now() + seconds * 1000;
      time.after(seconds * 1000, () => wake(message.groupId));
    },
    isIdle: () => running === 0 && groups.size === 0,
    deadLetters,
    offences,
    deliveries: () => deliveries,
  };
};
