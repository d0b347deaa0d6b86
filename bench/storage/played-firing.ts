// What the worker consumes when a reminder rings, once or every day.
import { dueItemOf, type Reminder } from '@steward/core';
import { createDynamoDbReminderStore } from '@steward/handler/testing';
import { type PlayedWorker, TABLE_NAME } from './played-turns.ts';
import { sumOf } from './turn-units.ts';

export const playFiring = async (
  worker: PlayedWorker,
  owner: number,
  scheduleAt: (dueMs: number) => NonNullable<Reminder['schedule']>,
): Promise<{ reads: number; writes: number }> => {
  const reminders = createDynamoDbReminderStore({ client: worker.client, tableName: TABLE_NAME });
  const dueMs = Math.floor(Date.now() / 60_000) * 60_000;
  const number = await reminders.takeNumbers(owner, 1);
  await reminders.create({
    ...{ owner, number, kind: 'reminder', text: 'Water the plants', authorId: owner, state: 'active' },
    ...{ revision: 1, schedule: scheduleAt(dueMs), dueMs, createdAtMs: dueMs },
  });
  const { sk } = dueItemOf({ owner, number }, 'reminder', dueMs);
  const calls = await worker.play(owner, { steward: 'due', owner, sk, due: dueMs });
  const { last } = (await reminders.get(owner, number)) ?? {};
  if (last?.outcome !== 'sent') throw new Error(`The reminder is listed as ${last?.outcome}`);
  return { reads: sumOf(calls, 'reads'), writes: sumOf(calls, 'writes') + sumOf(calls, 'indexWrites') };
};
