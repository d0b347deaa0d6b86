// What every queue of updates promises, with the worker behind it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import type { UpdateQueue } from '../../src/queue/update-queue.ts';
import type { LambdaContext, SqsEvent, SqsRecord } from '../../src/worker/lambda-types.ts';

export interface QueueLimits {
  concurrency?: number;
  /** Receives before a message becomes a dead letter. */
  maxReceives?: number;
  /** Of a message that is handed out: whole seconds. */
  visibilitySeconds?: number;
  functionTimeoutMs?: number;
}

export interface QueueUnderTest {
  queue: UpdateQueue;
  /** The bodies of what became dead letters. */
  deadLetters(): Promise<string[]>;
  /** Hands out nothing more; waits for what runs. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens an empty queue with this worker behind it. A worker lets go of a message's visibility only as the last thing before
 * it fails: SQS hands out at once what is visible, whoever still works on it.
 */
export type OpenQueue = (
  worker: (event: SqsEvent, context: LambdaContext) => Promise<SQSBatchResponse>,
  limits: QueueLimits,
) => Promise<QueueUnderTest>;

/** A machine may be busy: nothing is late before that. */
const SOON = { timeout: 60_000 };

type Behaviour = (record: SqsRecord, context: LambdaContext, queue: UpdateQueue) => Promise<boolean>;

export const updateQueueContract = (open: OpenQueue): void => {
  describe('a queue of updates', { timeout: 180_000 }, () => {
    const opened: QueueUnderTest[] = [];
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
    });

    /** The behaviour tells whether a record succeeds; `seen` is what was handed out, as `<body> <receives>`. */
    const start = async (behave: Behaviour, limits: QueueLimits = {}) => {
      const seen: string[] = [];
      const one: QueueUnderTest = await open(
        async (event, context) => {
          expect(event.Records).toHaveLength(1);
          const record = event.Records[0] as SqsRecord;
          seen.push(`${record.body} ${record.attributes.ApproximateReceiveCount}`);
          if (await behave(record, context, one.queue)) return { batchItemFailures: [] };
          return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
        },
        { visibilitySeconds: 60, ...limits },
      );
      opened.push(one);
      let ids = 0;
      const send = (groupId: string, body: string, deduplicationId = `id-${ids++}`) =>
        one.queue.send({ groupId, deduplicationId, body });
      return { ...one, seen, send };
    };

    it('keeps the order of a chat, one message at a time, while chats run beside each other', async () => {
      const bodies = new Map<string, string[]>();
      const running = new Set<string>();
      let most = 0;
      const { send } = await start(async ({ attributes: { MessageGroupId: group = '' }, body }) => {
        expect(running).not.toContain(group);
        running.add(group);
        most = Math.max(most, running.size);
        await sleep(Math.random() * 15);
        running.delete(group);
        bodies.set(group, [...(bodies.get(group) ?? []), body]);
        return true;
      });
      const sent = Array.from({ length: 10 }, (_, index) => String(index));
      const groups = Array.from({ length: 20 }, (_, index) => `-100${index}`);
      for (const body of sent) await Promise.all(groups.map((group) => send(group, body)));
      await expect.poll(() => [...bodies.values()].flat().length, SOON).toBe(200);
      for (const group of groups) expect(bodies.get(group)).toEqual(sent);
      expect(most).toBeGreaterThan(1);
    });

    it('never hands out more at once than it may, and gets through', async () => {
      let running = 0;
      let most = 0;
      const gate = Promise.withResolvers<void>();
      const { send, seen } = await start(
        async () => {
          running += 1;
          most = Math.max(most, running);
          await gate.promise;
          running -= 1;
          return true;
        },
        { concurrency: 3 },
      );
      for (let group = 0; group < 20; group += 1) await send(String(group), 'body');
      await expect.poll(() => running, SOON).toBe(3);
      // What must not happen needs time to happen in.
      await sleep(50);
      gate.resolve();
      await expect.poll(() => seen.length, SOON).toBe(20);
      expect(most).toBe(3);
    });

    it('takes a message once: by its id, in the whole queue, also after it was worked on', async () => {
      const { send, seen } = await start(async () => true);
      await send('1', 'first', 'same');
      await send('1', 'again', 'same');
      await expect.poll(() => seen, SOON).toEqual(['first 1']);
      await send('1', 'late', 'same');
      await send('2', 'elsewhere', 'same');
      await send('1', 'other', 'another');
      await send('2', 'other', 'one more');
      await expect.poll(() => seen, SOON).toEqual(['first 1', 'other 1', 'other 1']);
    });

    it('tells what it hands out: the chat, when it was sent, how often it came, how long there is', async () => {
      const records: SqsRecord[] = [];
      const left: number[] = [];
      const beforeMs = Date.now();
      const { send } = await start(
        async (record, context, queue) => {
          records.push(record);
          left.push(context.getRemainingTimeInMillis());
          expect(context.awsRequestId).toMatch(/./);
          if (records.length === 2) return true;
          await queue.changeVisibility(record.receiptHandle, 0);
          return false;
        },
        { functionTimeoutMs: 5_000 },
      );
      await send('-1001', '{"update_id":5}');
      await expect.poll(() => records.length, SOON).toBe(2);
      const [first, second] = records as [SqsRecord, SqsRecord];
      expect(first).toMatchObject({
        body: '{"update_id":5}',
        attributes: { MessageGroupId: '-1001', ApproximateReceiveCount: '1' },
      });
      expect(Number(first.attributes.SentTimestamp)).toBeGreaterThanOrEqual(beforeMs);
      expect(Number(first.attributes.SentTimestamp)).toBeLessThanOrEqual(Date.now());
      expect(second.messageId).toBe(first.messageId);
      expect(second.attributes).toMatchObject({
        ApproximateReceiveCount: '2',
        SentTimestamp: first.attributes.SentTimestamp,
      });
      expect(second.receiptHandle).not.toBe(first.receiptHandle);
      for (const ms of left) expect(ms > 0 && ms <= 5_000).toBe(true);
    });

    it.each<[string, Behaviour]>([
      ['named as failed', async () => false],
      ['thrown at', () => Promise.reject(new Error('as the test wanted'))],
      ['still running at the function’s timeout', () => new Promise(() => {})],
    ])(
      'gives a message again that was %s, when its visibility ends, and holds its chat back',
      async (_, fail) => {
        const times: number[] = [];
        const { send, seen } = await start(
          async (record, context, queue) => {
            times.push(performance.now());
            if (times.length === 1) return await fail(record, context, queue);
            await queue.changeVisibility(record.receiptHandle, 60);
            return true;
          },
          { functionTimeoutMs: 1_000, visibilitySeconds: 2 },
        );
        // The queue counts from when it hands the message out; a busy worker hears of it later.
        const sentAtMs = performance.now();
        await send('1', 'first');
        await send('1', 'second');
        await expect.poll(() => seen, SOON).toEqual(['first 1', 'first 2', 'second 1']);
        expect((times[1] ?? 0) - sentAtMs).toBeGreaterThan(1_900);
      },
    );

    it('lets the worker choose when a message comes again: later, while other chats go on', async () => {
      const times: number[] = [];
      const { send, seen } = await start(async ({ body, receiptHandle }, _context, queue) => {
        if (body !== 'slow') return true;
        times.push(performance.now());
        await queue.changeVisibility(receiptHandle, 60);
        if (times.length === 2) return true;
        await queue.changeVisibility(receiptHandle, 4);
        return false;
      });
      await send('1', 'slow');
      await send('1', 'behind');
      await expect.poll(() => seen, SOON).toEqual(['slow 1']);
      await send('2', 'beside');
      await expect.poll(() => seen, SOON).toEqual(['slow 1', 'beside 1', 'slow 2', 'behind 1']);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(3_900);
    });

    it('lets the worker choose that a message comes again at once', async () => {
      const { send, seen } = await start(async ({ attributes, receiptHandle }, _context, queue) => {
        if (attributes.ApproximateReceiveCount === '4') return true;
        await queue.changeVisibility(receiptHandle, 0);
        return false;
      });
      await send('1', 'body');
      await expect.poll(() => seen, SOON).toEqual(['body 1', 'body 2', 'body 3', 'body 4']);
    });

    it('refuses the receipt of what is done, and one it never gave', async () => {
      const receipts: string[] = [];
      const { send, queue, seen } = await start(async ({ receiptHandle }) => {
        receipts.push(receiptHandle);
        return true;
      });
      await send('1', 'first');
      await send('1', 'second');
      await expect.poll(() => seen.length, SOON).toBe(2);
      for (const receipt of [receipts[0] as string, 'none'])
        await expect(queue.changeVisibility(receipt, 60)).rejects.toMatchObject({ code: 'storage-refused' });
    });

    it('makes a dead letter of what failed as often as allowed, and its chat goes on', async () => {
      const { send, seen, deadLetters } = await start(
        async ({ body, receiptHandle }, _context, queue) => {
          if (body === 'good') return true;
          await queue.changeVisibility(receiptHandle, 0);
          return false;
        },
        { maxReceives: 3 },
      );
      await send('1', 'poison');
      await send('1', 'good');
      await expect.poll(() => seen, SOON).toEqual(['poison 1', 'poison 2', 'poison 3', 'good 1']);
      await expect.poll(deadLetters, SOON).toEqual(['poison']);
    });

    it('hands out nothing more once it is stopped, and lets what runs come to its end', async () => {
      let finish: (() => void) | undefined;
      let isDone = false;
      const { send, seen, stop } = await start(async () => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        isDone = true;
        return true;
      });
      await send('1', 'first');
      await send('1', 'behind');
      await expect.poll(() => finish, SOON).toBeDefined();
      const stopped = stop();
      await send('2', 'other');
      // What must not happen needs time to happen in; so it does below.
      await sleep(50);
      finish?.();
      await stopped;
      expect(isDone).toBe(true);
      await sleep(50);
      expect(seen).toEqual(['first 1']);
    });
  });
};
