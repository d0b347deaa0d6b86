// The clock of all that is due: what starts every minute, and what a tick of it takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Clock, Reminder } from '@steward/core';
import { composeDispatcher, silentMeter } from '@steward/handler';
import { buildAll } from '@steward/handler/build';
import {
  createDynamoDbReminderStore,
  type StartedTable,
  silentLog,
  startTable,
} from '@steward/handler/testing';
import type { Figure, Result } from '../figure.ts';
import { race } from '../race.ts';
import { bundleRival } from '../start/bundle-rival.ts';
import { startProcess } from '../start/start-process.ts';
import { median } from '../statistics.ts';

const IMPORTS = 30;
const TICKS = 7;
const REMINDERS = 10_000;
/** One tick takes no more, and leaves the rest to the next. */
const MOST = 6_000;
const AT_ONCE = 50;
const NOW = 1_800_000_060_000;
const LATER = NOW + 365 * 86_400_000;

export const dispatcher: Figure = {
  id: 'dispatcher',
  title: 'Dispatcher',
  about:
    'A fresh Node.js process imports the deployed bundle, beside one of the packages that a dispatcher stands on, imported as their documentation begins (median of 30 processes each, in random order). And one tick over a table of 10,000 reminders (the stand-in for DynamoDB, in the same process) of which none, 100 or all are due: reading the index and handing each to a queue that takes it at once. Its waiting for the pace of 20 a second is taken out; one tick queues up to 6,000. Beside it the reading alone of a dispatcher without an index, which scans the table. Median of 7 ticks.',
  measure: async () => [await measureImport(), ...(await measureTicks())],
};

const measureImport = async (): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-dispatcher-'));
  try {
    const sdk = join(folder, 'sdk', 'index.mjs');
    await bundleRival('sdk-dispatcher.ts', sdk);
    await buildAll(join(folder, 'dist'));
    const environment = { TABLE_NAME: 't', DUE_QUEUE_URL: 'http://127.0.0.1:9/q', AWS_REGION: 'us-east-1' };
    const importOf = (code: string) => async () => (await startProcess(code, { environment })).importMs;
    const ours = importOf(join(folder, 'dist', 'dispatcher', 'index.mjs'));
    const measured = await race({ ours, sdk: importOf(sdk) }, IMPORTS);
    const [oursMs, sdkMs] = [median(measured.ours), median(measured.sdk)];
    const rivals = { 'on the SDK': sdkMs };
    return { case: 'import', unit: 'ms', ours: oursMs, rivals, goal: 'ahead', met: oursMs < sdkMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const measureTicks = async (): Promise<Result[]> => {
  const table = await startTable();
  try {
    const reminders = createDynamoDbReminderStore(table);
    const all = Array.from({ length: REMINDERS }, (_, index) => reminderOf(index + 1));
    await eachOf(all, reminders.create);
    const results: Result[] = [];
    for (const [from, due] of [
      [0, 0],
      [0, 100],
      [100, REMINDERS],
    ] as const) {
      await eachOf(all.slice(from, due), (reminder) => reminders.change(reminder, { dueMs: NOW - 60_000 }));
      const expected = Math.min(due, MOST);
      const contestants = {
        ours: () => tick(table, expected),
        scan: () => scan(table.client, table.tableName, due),
      };
      const measured = await race(contestants, TICKS);
      const [ours, rival] = [median(measured.ours), median(measured.scan)];
      results.push({ case: `a tick, ${due} due`, unit: 'ms', ours, rivals: { 'a scan': rival } });
    }
    return results;
  } finally {
    await table.close();
  }
};

/** Of a process of its own: it looks for all that is overdue. */
const tick = async (table: StartedTable, expected: number): Promise<number> => {
  let nowMs = NOW;
  let queued = 0;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  const queue = {
    send: async () => {
      queued += 1;
    },
  };
  const environment = { ...table.environment, TABLE_NAME: table.tableName };
  const run = composeDispatcher(environment, { clock, queue, log: silentLog, meter: silentMeter });
  const began = performance.now();
  await run(() => Number.POSITIVE_INFINITY);
  const tookMs = performance.now() - began;
  // The first one also tells every owner of the time zone data.
  if (queued < expected) throw new Error(`The tick queued ${queued} of ${expected}`);
  return tookMs;
};

const scan = async (client: DynamoDBClient, TableName: string, expected: number): Promise<number> => {
  const began = performance.now();
  let found = 0;
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        FilterExpression: 'due_at <= :now',
        ExpressionAttributeValues: { ':now': { N: String(NOW) } },
        ExclusiveStartKey,
      }),
    );
    found += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey);
  if (found !== expected) throw new Error(`The scan found ${found} of ${expected}`);
  return performance.now() - began;
};

const reminderOf = (owner: number): Reminder => ({
  ...{ owner, number: 1, kind: 'reminder', text: 'Drink a glass of water', authorId: owner, state: 'active' },
  ...{ revision: 1, schedule: { kind: 'instant', atMs: LATER }, dueMs: LATER, createdAtMs: NOW },
});

const eachOf = async <T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map(run));
};
