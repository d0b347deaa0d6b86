// The dispatcher on a timer, over a table in this process, with a worker that notes what is due.
import type { Reminder } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { createDynamoDbCalls, createDynamoDbClaimStore, type Log, type SqsEvent } from '@steward/handler';
import { createDynamoDbReminderStore, createDynamoDbTickStore, startTable } from '@steward/handler/testing';
import { afterEach, expect, test } from 'vitest';
import { createQueues } from './queue/queues.ts';
import { startClock } from './start-clock.ts';

/** Where nobody answers. */
const AWAY = {
  AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
};
const NOW = 1_800_000_060_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const reminder = (number: number, dueMs: number): Reminder => ({
  ...{ owner: -1001, number, kind: 'reminder', text: 'water', authorId: 1001, state: 'active', revision: 1 },
  ...{ schedule: { kind: 'instant', atMs: dueMs }, dueMs, createdAtMs: NOW },
});

const setUp = async () => {
  const table = await startTable();
  closing.push(() => table.close());
  await createDynamoDbTickStore(table).setTzVersion(process.versions.tz ?? '');
  const clock = createFakeClock(NOW);
  const errors: string[] = [];
  const log: Log = {
    ...{ info: () => {}, warn: () => {}, child: () => log },
    error: (message) => void errors.push(message),
  };
  const queues = createQueues({ clock, log, keepDeadLetter: async () => {} });
  const seen: string[] = [];
  const start = async (environment = { ...table.environment, TABLE_NAME: table.tableName }) => {
    const worker = async ({ Records: [record] }: SqsEvent) => {
      await queues.ofWorker.changeVisibility(record?.receiptHandle ?? '', 60, record?.eventSourceARN);
      seen.push(`${record?.attributes.MessageGroupId} ${JSON.parse(record?.body ?? '').sk}`);
      return { batchItemFailures: [] };
    };
    const running = await startClock({
      environment,
      table: { client: createDynamoDbCalls(environment), tableName: environment.TABLE_NAME },
      ...{ queue: queues.due, worker, clock, log },
    });
    closing.push(running.close);
    return running;
  };
  /** Ticks read a real table: time stands still until they have. */
  const asleep = (count: number) => expect.poll(() => clock.sleeping()).toBe(count);
  return { table, clock, errors, queues, seen, start, asleep, reminders: createDynamoDbReminderStore(table) };
};

test('what came due while nothing ran is queued at the start, and what comes then at its moment', async () => {
  const { table, clock, seen, start, asleep, reminders, errors } = await setUp();
  await reminders.create(reminder(1, NOW - 60_000));
  await reminders.create(reminder(2, NOW + 40_000));
  // A process that was killed had begun.
  const claims = createDynamoDbClaimStore(table);
  const work = `r1@${NOW - 60_000}` as const;
  await claims.claim(-1001, work, { kind: 'reminder', nowMs: NOW, leaseMs: 60_000 });
  await start();
  await expect.poll(() => seen).toEqual(['r#-1001 REMINDER#1']);
  expect(await claims.claim(-1001, work, { kind: 'reminder', nowMs: NOW, leaseMs: 60_000 })).toMatchObject({
    status: 'claimed',
  });
  // The timer, and the tick that waits for the second.
  await asleep(2);
  await clock.advance(30_000);
  await asleep(3);
  expect(seen).toHaveLength(1);
  await clock.advance(10_000);
  expect(seen).toEqual(['r#-1001 REMINDER#1', 'r#-1001 REMINDER#2']);
  expect(errors).toEqual([]);
});

test('a stop ends what waits at once', async () => {
  const { clock, seen, start, asleep, reminders } = await setUp();
  await reminders.create(reminder(1, NOW + 60_000));
  const { close } = await start();
  await asleep(2);
  await close();
  await clock.advance(120_000);
  expect([seen, clock.sleeping()]).toEqual([[], 0]);
});

test('a table that is away fails ticks, and nothing else: the next ones go on', async () => {
  const { clock, errors, start, asleep } = await setUp();
  await start({ ...AWAY, TABLE_NAME: 't' });
  await expect.poll(() => errors.length).toBe(2);
  await asleep(1);
  await clock.advance(30_000);
  await expect.poll(() => errors).toEqual(['What is due cannot be read', 'A tick failed', 'A tick failed']);
});
