// The function as it is deployed: on the table of a stand-in, with the due queue's requests kept.
import type { Reminder } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startTable } from '../test/contract/start-table.ts';
import { startFakeAws } from '../test/fake-aws.ts';
import { createDynamoDbReminderStore } from './aws/dynamodb-reminder-store.ts';
import { createDynamoDbTickStore } from './aws/dynamodb-tick-store.ts';
import { composeDispatcher } from './compose-dispatcher.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';

const NOW = 1_800_000_060_000;
const MINUTE = 60_000;
const tzVersion = process.versions.tz ?? '';

const reminder = (owner: number, number: number, dueMs: number): Reminder => ({
  ...{ owner, number, kind: 'reminder', text: 'water', authorId: 1001, state: 'active', revision: 1 },
  ...{ schedule: { kind: 'instant', atMs: dueMs }, dueMs, createdAtMs: NOW },
});

const setUp = async () => {
  const table = await startTable();
  onTestFinished(() => table.close());
  const sent: Record<string, string>[] = [];
  const sqs = await startFakeAws<Record<string, string>>('SQS', (input) => {
    sent.push(input);
    return {};
  });
  onTestFinished(() => sqs.close());
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const queueUrl = `${sqs.url}/1/due.fifo`;
  const tick = composeDispatcher(
    { ...sqs.environment, ...table.environment, TABLE_NAME: table.tableName, DUE_QUEUE_URL: queueUrl },
    { log: silentLog, meter: silentMeter, clock },
  );
  const ticks = createDynamoDbTickStore(table);
  await ticks.setTzVersion(tzVersion);
  return {
    reminders: createDynamoDbReminderStore(table),
    ticks,
    sent,
    queueUrl,
    tick: () => tick(() => 300_000),
  };
};

test('what is due is queued from the table, and what is not stays', async () => {
  const { reminders, ticks, sent, queueUrl, tick } = await setUp();
  await reminders.create(reminder(-1001, 1, NOW - 3 * 24 * 60 * MINUTE));
  await reminders.create(reminder(1002, 7, NOW + MINUTE));
  await reminders.create(reminder(1003, 2, NOW + 10 * MINUTE));
  expect(await tick()).toBe('queued');
  expect(sent).toEqual([
    {
      QueueUrl: queueUrl,
      MessageGroupId: 'r#-1001',
      MessageDeduplicationId: `-1001:r1@${NOW - 3 * 24 * 60 * MINUTE}`,
      MessageBody: `{"steward":"due","owner":-1001,"sk":"REMINDER#1","due":${NOW - 3 * 24 * 60 * MINUTE}}`,
    },
    {
      QueueUrl: queueUrl,
      MessageGroupId: 'r#1002',
      MessageDeduplicationId: `1002:r7@${NOW + MINUTE}`,
      MessageBody: `{"steward":"due","owner":1002,"sk":"REMINDER#7","due":${NOW + MINUTE}}`,
    },
  ]);
  expect(await ticks.read()).toEqual({ horizonMs: NOW - MINUTE, lastTickMs: NOW, tzVersion });
});

test('new time zone data is told, and known by the next tick', async () => {
  const { reminders, ticks, sent, tick } = await setUp();
  await ticks.setTzVersion('2000a');
  await reminders.create(reminder(1003, 2, NOW + 10 * MINUTE));
  expect([await tick(), await tick()]).toEqual(['idle', 'idle']);
  expect(sent.map(({ MessageBody: body }) => body)).toEqual([
    `{"steward":"zones","owner":1003,"version":"${tzVersion}"}`,
  ]);
  expect((await ticks.read()).tzVersion).toBe(tzVersion);
});

test('several ticks at once move one horizon, and none fails', async () => {
  const { reminders, ticks, sent, tick } = await setUp();
  await reminders.create(reminder(1001, 1, NOW - 1));
  expect(await Promise.all([tick(), tick(), tick()])).toEqual(['queued', 'queued', 'queued']);
  expect(new Set(sent.map(({ MessageDeduplicationId: id }) => id)).size).toBe(1);
  expect((await ticks.read()).horizonMs).toBe(NOW - MINUTE);
});
