// A queue of a local run: what SQS FIFO promises, in the memory of this process. A kill loses nothing: the inbox holds
// every update until it has its outcome, another one what the app asked for, the index all that is due, and a start sends
// anew what has none.
import { randomUUID } from 'node:crypto';
import { type Clock, StewardError } from '@steward/core';
import { type Log, MAX_RECEIVES, type SqsRecord, type UpdateQueue } from '@steward/handler';
import type { DeadLetter } from './dead-letters.ts';
import { invokeWorker, type QueueWorker } from './invoke-worker.ts';
import { createPlaces } from './places.ts';

export interface InProcessQueueDependencies {
  clock: Clock;
  log: Pick<Log, 'error'>;
  /** Takes what was received as often as allowed; where it rejects it is asked again. */
  keepDeadLetter: (letter: DeadLetter) => Promise<void>;
  /** What the worker knows it by. */
  arn?: string;
  /** How many messages are worked on at once. */
  concurrency?: number;
  /** Receives before a message becomes a dead letter. */
  maxReceives?: number;
  /** When a failed message comes again whose visibility nobody changed (ms). */
  visibilityMs?: number;
  functionTimeoutMs?: number;
  /** How long `stop` waits for what is running. */
  stopTimeoutMs?: number;
}

export interface InProcessQueue extends UpdateQueue {
  /** From now on messages go to this worker: one of a group at a time, groups beside each other. */
  start(worker: QueueWorker): void;
  /** Delivers nothing more, and waits up to the limit for what is running. It cannot be started again. */
  stop(): Promise<void>;
}

interface Message {
  id: string;
  groupId: string;
  deduplicationId: string;
  body: string;
  sentMs: number;
  receives: number;
  visibleMs: number;
  /** How long it was hidden last: no wait is longer, whatever the clock says meanwhile. */
  hiddenMs: number;
}

const FUNCTION_TIMEOUT_MS = 900_000;
const DEDUPLICATION_MS = 5 * 60_000;
const LETTER_PAUSE_MS = 30_000;

export const createInProcessQueue = (deps: InProcessQueueDependencies): InProcessQueue => {
  const { clock, log, maxReceives = MAX_RECEIVES, visibilityMs = FUNCTION_TIMEOUT_MS } = deps;
  const { functionTimeoutMs = FUNCTION_TIMEOUT_MS, stopTimeoutMs = 10_000, concurrency = 50 } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** What waits or is worked on, oldest first; a group without messages is not here. */
  const groups = new Map<string, Message[]>();
  const inFlight = new Map<string, Message>();
  const running = new Set<Promise<void>>();
  const places = createPlaces(concurrency);
  const isRepeated = createMemory(clock);
  let worker: QueueWorker | undefined;

  const run = (task: Promise<void>): void => {
    running.add(task);
    void task.finally(() => running.delete(task));
  };

  const hide = (message: Message, forMs: number): void => {
    message.visibleMs = clock.now() + forMs;
    message.hiddenMs = forMs;
  };

  /** True when the message is done with. The receipt is good for this delivery only. */
  const deliver = async (message: Message, to: QueueWorker): Promise<boolean> => {
    message.receives += 1;
    hide(message, visibilityMs);
    const receipt = `${message.id}/${message.receives}`;
    inFlight.set(receipt, message);
    try {
      return await invokeWorker(to, recordOf(message, receipt, deps.arn), {
        clock,
        timeoutMs: functionTimeoutMs,
      });
    } catch (error) {
      log.error('A delivery failed', error, { action: 'deliver', queue_message_id: message.id });
      return false;
    } finally {
      inFlight.delete(receipt);
    }
  };

  /** The other messages of its chat go on. */
  const bury = async (message: Message): Promise<void> => {
    while (!signal.aborted) {
      try {
        return await deps.keepDeadLetter(letterOf(message));
      } catch (error) {
        log.error('A dead letter could not be kept', error, { action: 'dead_letter' });
        await clock.sleep(LETTER_PAUSE_MS, signal);
      }
    }
  };

  const workOff = async (groupId: string, messages: Message[], to: QueueWorker): Promise<void> => {
    for (let head = messages[0]; head && !signal.aborted; head = messages[0]) {
      const waitMs = Math.min(head.visibleMs - clock.now(), head.hiddenMs);
      if (waitMs > 0) {
        await clock.sleep(waitMs, signal);
        // It has been waited for, also when the clock was set back meanwhile.
        head.visibleMs = 0;
      } else if (head.receives >= maxReceives) run(bury(messages.shift() as Message));
      else if (await places.during(async () => !signal.aborted && (await deliver(head, to))))
        messages.shift();
    }
    if (messages.length === 0) groups.delete(groupId);
  };

  return {
    async send({ groupId, deduplicationId, body }) {
      if (isRepeated(deduplicationId)) return;
      const sentMs = clock.now();
      const unseen = { receives: 0, visibleMs: 0, hiddenMs: 0 };
      const message = { id: randomUUID(), groupId, deduplicationId, body, sentMs, ...unseen };
      const messages = groups.get(groupId);
      if (messages) return void messages.push(message);
      groups.set(groupId, [message]);
      if (worker) run(workOff(groupId, groups.get(groupId) as Message[], worker));
    },
    async changeVisibility(receiptHandle, seconds) {
      const message = inFlight.get(receiptHandle);
      if (!message) throw new StewardError('storage-refused', 'The receipt is no longer good');
      hide(message, seconds * 1000);
    },
    start(to) {
      worker = to;
      for (const [groupId, messages] of groups) run(workOff(groupId, messages, to));
    },
    async stop() {
      stopping.abort();
      const enough = new AbortController();
      await Promise.race([Promise.all(running), clock.sleep(stopTimeoutMs, enough.signal)]);
      enough.abort();
    },
  };
};

const recordOf = (
  { id, groupId, body, sentMs, receives }: Message,
  receiptHandle: string,
  arn: string | undefined,
): SqsRecord => ({
  messageId: id,
  receiptHandle,
  ...(arn !== undefined && { eventSourceARN: arn }),
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    MessageGroupId: groupId,
    SentTimestamp: String(sentMs),
  },
});

const letterOf = ({ id, groupId, deduplicationId, body, sentMs, receives }: Message): DeadLetter => ({
  messageId: id,
  groupId,
  deduplicationId,
  sentAt: new Date(sentMs).toISOString(),
  receiveCount: receives + 1,
  body,
});

/** Remembers ids for as long as SQS does, for the whole queue: says whether one came before. */
const createMemory = ({ now }: Clock) => {
  /** When each came, oldest first. */
  const seen = new Map<string, number>();
  return (id: string): boolean => {
    for (const [old, atMs] of seen) {
      if (Math.abs(now() - atMs) < DEDUPLICATION_MS) break;
      seen.delete(old);
    }
    if (seen.has(id)) return true;
    seen.set(id, now());
    return false;
  };
};
